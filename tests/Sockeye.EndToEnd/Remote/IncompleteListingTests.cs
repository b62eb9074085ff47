using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Remote;

/// <summary>A server that may not read all of its folder, or cannot name it: nobody takes what it tells for all.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class IncompleteListingTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("files", "tcp"), InlineData("http", "http"), InlineData("ftp", "ftp")]
    public async Task Nothing_is_removed_because_a_server_could_not_read_it(string service, string scheme)
    {
        await using SockeyeServer server = await StartAsync(service);
        string url = $"{scheme}://{server.Address}/";
        Fill("copy", withSecret: true);

        ProcessResult sync = await RunAsync("sync", "--delete", url, _folder.At("copy"));
        ProcessResult list = await RunAsync("ls", "-R", url);

        sync.AssertExit(3);
        Assert.Contains("failed secret: ", sync.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 copied (1 bytes), 1 alike, 0 directories made, 1 there, 0 removed, 1 failed, 0 left out\n", sync.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is removed", sync.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("copy/secret/kept")));
        Assert.True(File.Exists(_folder.At("copy/surplus")));
        list.AssertExit(3);
        Assert.Contains("/secret", list.Error, StringComparison.Ordinal);
        Assert.Contains("secret/\n", list.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files", "tcp"), InlineData("http", "http"), InlineData("ftp", "ftp")]
    public async Task A_link_of_the_server_is_told_and_its_namesake_is_not_removed(string service, string scheme)
    {
        await using SockeyeServer server = await StartAsync(service, hasSecret: false);
        File.CreateSymbolicLink(_folder.At("root/link"), "f");
        Fill("copy", withSecret: false);
        _folder.AddFile("copy/link", "ours"u8);

        ProcessResult sync = await RunAsync("sync", "--delete", $"{scheme}://{server.Address}/", _folder.At("copy"));

        sync.AssertExit(1);
        Assert.Contains("left out: link", sync.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 removed, 0 failed, 1 left out\n", sync.Output, StringComparison.Ordinal);
        Assert.Equal("ours", File.ReadAllText(_folder.At("copy/link")));
        Assert.False(File.Exists(_folder.At("copy/surplus")));
    }

    [Theory]
    [InlineData("files", "tcp"), InlineData("http", "http"), InlineData("ftp", "ftp")]
    public async Task Every_name_is_sent_or_fails_by_its_own_reason(string service, string scheme)
    {
        string[] sent = ["a%2fb", " lead", "trail ", "-dash", "q?x#y", "ü", "tcp:x", "a;b&c", "\"quoted\"", "*", "c:d", "~", "\u00a0"];
        _folder.AddDirectory("root");
        _folder.AddDirectory("tree");
        Array.ForEach(sent, name => _folder.AddFile($"tree/{name}", "x"u8));
        _folder.AddFile("tree/back\\slash", "x"u8);
        _folder.AddFile("tree/new\nline", "x"u8);
        _folder.Run(@": > ""$(printf 'tree/\377raw')""");
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "--root", _folder.At("root"), "--writable", $"{service}@tcp://127.0.0.1:0");

        ProcessResult sync = await RunAsync("sync", _folder.At("tree"), $"{scheme}://{server.Address}/");

        sync.AssertExit(1);
        Assert.Contains(@"failed back\\slash: it cannot be sent: unnameable (it has a backslash)", sync.Output, StringComparison.Ordinal);
        Assert.Contains(@"failed new\nline: it cannot be sent: unnameable (it has a control character)", sync.Output, StringComparison.Ordinal);
        Assert.Contains(@"failed \xffraw: it cannot be sent: unnameable (it is not UTF-8)", sync.Output, StringComparison.Ordinal);
        Assert.Contains($"{sent.Length} copied", sync.Output, StringComparison.Ordinal);
        Assert.Equal(sent.Order(StringComparer.Ordinal), Directory.GetFiles(_folder.At("root")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("files", "tcp"), InlineData("http", "http"), InlineData("ftp", "ftp")]
    public async Task What_changed_its_kind_is_replaced_where_things_may_be_removed(string service, string scheme)
    {
        _folder.AddDirectory("root");
        _folder.AddDirectory("tree/wasfile");
        _folder.AddFile("tree/wasfile/f", "x"u8);
        _folder.AddFile("tree/wasdir", "x"u8);
        _folder.AddFile("root/wasfile", "old"u8);
        _folder.AddDirectory("root/wasdir/deep");
        _folder.AddFile("root/wasdir/deep/f", "old"u8);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "--root", _folder.At("root"), "--writable", $"{service}@tcp://127.0.0.1:0");
        string url = $"{scheme}://{server.Address}/";

        ProcessResult kept = await RunAsync("sync", _folder.At("tree"), url);
        ProcessResult replaced = await RunAsync("sync", "--delete", _folder.At("tree"), url);
        _folder.AddDirectory("copy/wasdir");
        _folder.AddFile("copy/wasfile", "old"u8);
        ProcessResult back = await RunAsync("sync", "--delete", url, _folder.At("copy"));

        kept.AssertExit(1);
        Assert.EndsWith("0 copied (0 bytes), 0 alike, 0 directories made, 0 there, 0 removed, 3 failed, 0 left out\n", kept.Output, StringComparison.Ordinal);
        replaced.AssertExit(0);
        Assert.EndsWith("2 copied (2 bytes), 0 alike, 1 directories made, 0 there, 4 removed, 0 failed, 0 left out\n", replaced.Output, StringComparison.Ordinal);
        back.AssertExit(0);
        Assert.Equal("x", File.ReadAllText(_folder.At("root/wasfile/f")));
        Assert.Equal("x", File.ReadAllText(_folder.At("copy/wasdir")));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Only_a_server_that_may_write_sweeps(bool isWritable)
    {
        _folder.AddDirectory("root");
        string stale = _folder.AddFile("root/.sockeye-upload-0123456789abcdef0123456789abcdef", "stale"u8);
        string[] option = isWritable ? ["--writable"] : [];
        await using (SockeyeServer server = await SockeyeServer.StartAsync(
            ["serve", "--root", _folder.At("root"), .. option, "files@tcp://127.0.0.1:0"]))
        {
            if (isWritable)
                await server.Process.ErrorAsync("removed 1 unfinished uploads of an earlier run\n");
        }

        Assert.Equal(!isWritable, File.Exists(stale));
    }

    private async Task<SockeyeServer> StartAsync(string service, bool hasSecret = true)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        Fill("root", hasSecret);
        if (hasSecret)
            Command.Run("chmod", "700", _folder.At("root/secret"));
        Command.Run("chmod", "755", _folder.Path);
        File.Delete(_folder.At("root/surplus"));
        _folder.AddFile("root/new", "n"u8);
        string[] words =
        [
            .. Unprivileged.Words,
            .. SockeyeProcess.CommandLine("serve", "--root", _folder.At("root"), $"{service}@tcp://127.0.0.1:0"),
        ];
        var start = new ProcessStartInfo(words[0], words[1..]);
        start.Environment["HOME"] = "/nonexistent";
        return await SockeyeServer.StartAsync(start);
    }

    private void Fill(string name, bool withSecret)
    {
        _folder.AddDirectory(name);
        _folder.AddFile($"{name}/f", "f"u8);
        File.SetLastWriteTimeUtc(_folder.At($"{name}/f"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        _folder.AddFile($"{name}/surplus", "s"u8);
        if (!withSecret)
            return;

        _folder.AddDirectory($"{name}/secret");
        _folder.AddFile($"{name}/secret/kept", "k"u8);
    }

    private async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = SockeyeProcess.StartInfo(arguments);
        start.Environment["XDG_STATE_HOME"] = _folder.AddDirectory("state");
        await using RunningProcess process = RunningProcess.Start(start);
        return await process.ResultAsync();
    }
}
