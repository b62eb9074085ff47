using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpActionTests
{
    [Fact]
    public void Transfers_are_those_that_need_a_data_connection() =>
        Assert.Equal(
            [
                FtpActionKind.Retrieve, FtpActionKind.Store, FtpActionKind.Append, FtpActionKind.StoreUnique,
                FtpActionKind.List,
            ],
            Enum.GetValues<FtpActionKind>().Where(kind => new FtpAction(kind).IsTransfer));
}
