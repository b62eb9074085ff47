using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// The server's disk, a tmpfs of 1 MiB, has no room: a clear error, no leftovers, and it goes on serving.
/// </summary>
public sealed class FullDiskTests
{
    private static readonly byte[] TooLarge = Payload.Of(3_000_000);

    [Theory]
    [InlineData("files@tcp://127.0.0.1:0", "full"), InlineData("tftp@udp://127.0.0.1:0", "TFTP error 3")]
    public async Task A_put_to_a_full_disk_is_refused_and_leaves_nothing(string service, string said)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a tmpfs");
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string local = folder.AddFile("large", TooLarge);
        string small = folder.AddFile("small", "small"u8);
        Command.Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root);
        try
        {
            await using SockeyeServer server = await SockeyeServer.StartAsync(
                "serve", service, "--root", root, "--writable");
            string there = $"{(server.Endpoint.IsDatagram ? "tftp" : "tcp")}://{server.Host}:{server.Port}";

            ProcessResult refused = await SockeyeProcess.RunAsync("put", local, $"{there}/large");

            refused.AssertExit(3);
            Assert.Contains(said, refused.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(root));
            Assert.Equal(0, (await SockeyeProcess.RunAsync("put", small, $"{there}/small")).ExitCode);
            Assert.Equal("small", await File.ReadAllTextAsync(Path.Combine(root, "small")));
        }
        finally
        {
            Command.Run("umount", root);
        }
    }
}
