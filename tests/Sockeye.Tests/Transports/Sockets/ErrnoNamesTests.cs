using Sockeye.Native;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

public sealed class ErrnoNamesTests
{
    [Theory]
    [InlineData(1, "EPERM"), InlineData(2, "ENOENT"), InlineData(11, "EAGAIN"), InlineData(13, "EACCES")]
    [InlineData(95, "EOPNOTSUPP"), InlineData(101, "ENETUNREACH"), InlineData(110, "ETIMEDOUT")]
    [InlineData(111, "ECONNREFUSED"), InlineData(113, "EHOSTUNREACH"), InlineData(133, "EHWPOISON")]
    public void Number_has_its_name(int errno, string name) => Assert.Equal(name, ErrnoNames.Of(errno));

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(41), InlineData(58), InlineData(134), InlineData(int.MinValue)]
    public void Number_without_a_name_stays_a_number(int errno) => Assert.Equal($"{errno}", ErrnoNames.Of(errno));

    [Fact]
    public void Every_error_we_decide_upon_has_a_name() =>
        Assert.All(
            Enum.GetValues<Errno>().Where(errno => errno != Errno.None),
            errno => Assert.StartsWith("E", ErrnoNames.Of((int)errno), StringComparison.Ordinal));
}
