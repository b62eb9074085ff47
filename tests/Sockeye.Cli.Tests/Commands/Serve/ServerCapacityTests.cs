using Sockeye.Cli.Commands.Serve;
using Sockeye.Transports;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class ServerCapacityTests
{
    private const long MiB = 1024 * 1024;

    [Theory]
    [InlineData(256, 0, 53, "'ulimit -n' is 256")] // nobody says how much memory there is
    [InlineData(256, 8192, 53, "'ulimit -n' is 256")]
    [InlineData(1024, 16, 128, "there are 16 MiB of memory")]
    public void What_is_scarcest_decides(int openFiles, int memoryMiB, int places, string shortage) =>
        Assert.Equal(
            (places, shortage),
            new ServerCapacity(new OpenFiles(openFiles, Used: 86), memoryMiB * MiB).For(openFilesEach: 2));
}
