using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// The disk of the folder has 2 MiB, and is the server's alone: each protocol says that it is full, publishes nothing
/// and goes on.
/// </summary>
public sealed class FullDiskTests
{
    private const string Mount = "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"";

    private static readonly byte[] TooLarge = Payload.Of(6_000_000);

    [Theory]
    [InlineData("files", "full"), InlineData("http", "507")]
    [InlineData("ftp", "452|552"), InlineData("tftp", "TFTP error 3")]
    public async Task A_put_is_refused_and_publishes_nothing(string protocol, string said)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a tmpfs");
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string large = folder.AddFile("large", TooLarge);
        string small = folder.AddFile("small", "small"u8);
        string[] mounted = [Peer.Find(Peer.Unshare), "--mount", "--propagation", "private", "sh", "-c", Mount, root];
        await using SharingServer server = await SharingServer.StartAsync(mounted, folder, [protocol], "--writable");
        string seen = $"/proc/{server.Process.Id}/root{root}"; // the mount is in its namespace only

        ProcessResult refused = await PutAsync(large, server.Url(protocol, "large"));

        Assert.True(refused.ExitCode == 3, refused.ToString());
        Assert.Matches(said, refused.Error);
        Assert.DoesNotContain("large", Directory.EnumerateFiles(seen).Select(path => Path.GetFileName(path)));
        ProcessResult taken = await PutAsync(small, server.Url(protocol, "small"));
        Assert.True(taken.ExitCode == 0, $"{taken}\n{server.Process.Describe()}");
        Assert.Equal("small", await File.ReadAllTextAsync(Path.Combine(seen, "small")));
    }

    private static Task<ProcessResult> PutAsync(string file, string url) =>
        SockeyeProcess.RunAsync("put", file, url, "--retries", "0");
}
