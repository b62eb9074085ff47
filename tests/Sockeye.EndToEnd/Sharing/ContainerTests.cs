using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>A root with nothing in it but what <c>packaging/rootfs.sh</c> gathers, as the image of the Dockerfile has.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class ContainerTests
{
    // What every container has besides: devices, processes. In a mount namespace of its own, so that nothing is left behind.
    private const string Enter = """
        root=$1 && shift && mkdir "$root/dev" "$root/proc" &&
        mount --bind /dev "$root/dev" && mount --bind /proc "$root/proc" &&
        HOME=/state exec chroot --userspec=1654:1654 "$root" /usr/bin/sockeye "$@"
        """;

    [Fact]
    public async Task Files_are_served_over_TLS_by_a_user_without_rights()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may change its root");
        Assert.SkipUnless(SockeyeProcess.IsNative, "there is no runtime in the image");
        using var folder = new TemporaryDirectory();
        string root = folder.At("rootfs");
        (await RunningProcess.RunAsync(Path.Combine(Repository.Root, "packaging", "rootfs.sh"), SockeyeProcess.Published, root))
            .AssertExit(0);
        await File.WriteAllTextAsync(Path.Combine(root, "srv", "file"), "remember");
        Command.Run("chown", "1654:1654", Path.Combine(root, "state"));

        await using RunningProcess server = RunningProcess.Start(
            Peer.Find(Peer.Unshare), "--mount", "sh", "-c", Enter, "sh", root, "serve", "--root", "/srv", "files@tls://127.0.0.1:0");
        Match pin = await server.ErrorAsync("our certificate is (sha256:[0-9a-f]+)");
        Match port = await server.ErrorAsync(@"listening on tls://127\.0\.0\.1:(\d+)");
        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", $"tls://127.0.0.1:{port.Groups[1]}/file", "--pin", pin.Groups[1].Value, "-o", "-");
        server.Signal(Signal.Terminate);

        Assert.Equal("remember", got.Output);
        await server.AssertExitAsync(0);
    }
}
