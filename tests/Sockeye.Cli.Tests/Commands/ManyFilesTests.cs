using System.Globalization;
using System.Runtime.InteropServices;
using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands;

/// <summary>Trees, patterns and many files at once, with a server of this process.</summary>
public sealed class ManyFilesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHost _serving = new();
    private readonly FakeHost _host = new();
    private Task<ExitCode> _run = Task.FromResult(ExitCode.Done);
    private string _server = "";

    public async ValueTask InitializeAsync()
    {
        _directory.AddDirectory("root/tree/deep");
        _directory.AddFile("root/tree/a.txt", "a"u8);
        _directory.AddFile("root/tree/b.jpg", "b"u8);
        _directory.AddFile("root/tree/deep/c.txt", "c"u8);
        _directory.AddDirectory("here");
        _run = _serving.RunAsync("serve", "files@tcp://127.0.0.1:0", "--root", _directory.At("root"), "--writable");
        await VirtualTime.UntilAsync(() => _serving.Error.Contains('\n', StringComparison.Ordinal));
        _server = _serving.Error.Split('\n')[0]["listening on ".Length..];
    }

    public async ValueTask DisposeAsync()
    {
        _serving.Signals.Raise(PosixSignal.SIGTERM);
        await _run;
        _serving.Dispose();
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("tree", "here/tree"), InlineData("tree/", "here/tree"), InlineData("", "here/tree")]
    public async Task Get_of_a_tree_fetches_all_below_it(string name, string into)
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", "-r", $"{_server}/{name}", "-o", _directory.At("here")));

        Assert.Equal("a b c", string.Join(' ', Read($"{into}/a.txt"), Read($"{into}/b.jpg"), Read($"{into}/deep/c.txt")));
    }

    [Theory]
    [InlineData("*.txt", "a.txt"), InlineData("?.*", "a.txt b.jpg"), InlineData("*", "a.txt b.jpg")]
    public async Task Get_of_a_pattern_fetches_the_files_that_match(string pattern, string names)
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", $"{_server}/tree/{pattern}", "-o", _directory.At("here")));

        Assert.Equal(names, string.Join(' ', Directory.GetFileSystemEntries(_directory.At("here")).Select(Path.GetFileName).Order()));
    }

    [Fact]
    public async Task Pattern_means_hidden_names_only_if_it_begins_as_they_do_and_none_where_it_is_escaped()
    {
        _directory.AddFile("root/tree/.bashrc", "h"u8);
        _directory.AddFile("root/tree/a*", "s"u8);
        using var hidden = new FakeHost();
        Task<ExitCode> run = hidden.RunAsync("serve", "files@tcp://127.0.0.1:0", "--root", _directory.At("root"), "--hidden");
        await VirtualTime.UntilAsync(() => hidden.Error.Contains('\n', StringComparison.Ordinal));
        string server = hidden.Error.Split('\n')[0]["listening on ".Length..];

        await _host.RunAsync("get", $"{server}/tree/*rc", $"{server}/tree/a%2A", "-o", _directory.At("here"));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", $"{server}/tree/a%2A", "-o", _directory.At("here")));
        Assert.Equal(["a*"], Directory.GetFiles(_directory.At("here")).Select(Path.GetFileName));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", $"{server}/tree/.*", "-o", _directory.At("here")));

        Assert.True(File.Exists(_directory.At("here/.bashrc")));
        hidden.Signals.Raise(PosixSignal.SIGTERM);
        await run;
    }

    [Theory]
    [InlineData("root", "root/tree"), InlineData("root/tree", "root"), InlineData("root", "root"), InlineData("root", "link/tree/new")]
    public async Task Directories_in_each_other_are_not_synced(string from, string to)
    {
        Directory.CreateSymbolicLink(_directory.At("link"), _directory.At("root"));

        Assert.Equal(ExitCode.Usage, await _host.RunAsync("sync", _directory.At(from), _directory.At(to), "--delete"));

        Assert.Equal("a b c", string.Join(' ', Read("root/tree/a.txt"), Read("root/tree/b.jpg"), Read("root/tree/deep/c.txt")));
    }

    [Fact]
    public async Task Dry_run_needs_no_target_and_makes_none()
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("sync", "-n", _directory.At("root/tree"), _directory.At("new")));

        Assert.Contains("it would be: 3 copied", _host.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.At("new")));
    }

    [Fact]
    public async Task Pattern_that_nothing_matches_is_no_such_file()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("get", $"{_server}/tree/*.png", "-o", _directory.At("here")));

        Assert.Contains("no file there matches *.png", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_that_is_named_as_one_is_made()
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", $"{_server}/tree/a.txt", "-o", _directory.At("new/deep/")));

        Assert.Equal("a", Read("new/deep/a.txt"));
    }

    [Theory]
    [InlineData("get {0}/tree", (int)ExitCode.PeerFailed, "it is a directory; for all of it: get -r")]
    [InlineData("get -r {0}/tree/a.txt", (int)ExitCode.Usage, "/tree/a.txt is a file; get it without -r")]
    [InlineData("get -r {0}/missing", (int)ExitCode.PeerFailed, "there is no such file")]
    [InlineData("sync missing {0}/tree", (int)ExitCode.Failed, "there is no directory 'missing'")]
    [InlineData("sync missing other", (int)ExitCode.Failed, "there is no directory 'missing'")]
    [InlineData("user list missing", (int)ExitCode.Failed, "there is no such file")]
    [InlineData("shell missing.sock", (int)ExitCode.Failed, "missing.sock: there is no such file")]
    public async Task What_is_of_another_kind_or_missing_is_told_as_that(string line, int code, string told)
    {
        Assert.Equal((ExitCode)code, await _host.RunAsync(string.Format(CultureInfo.InvariantCulture, line, _server).Split(' ')));

        Assert.Contains(told, _host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get {0}/tree/a.txt -o {1}/", "a.txt: 1 bytes"), InlineData("ls {0}", "  tree/"), InlineData("ls :{2}", "  tree/")]
    [InlineData("stat {0}/tree/b.jpg", "tree/b.jpg"), InlineData("sync {0}/tree {1}", "3 copied"), InlineData("sync -n {1} {0}/tree", "it would be")]
    [InlineData("put {3}/root/tree/a.txt {0}/put.txt", "put.txt")]
    public async Task Server_may_be_named_by_its_endpoint(string line, string told)
    {
        string endpoint = _server["tcp://".Length..];
        string words = string.Format(
            CultureInfo.InvariantCulture, line, endpoint, _directory.At("here"), endpoint.Split(':')[^1], _directory.Path);

        Assert.Equal(ExitCode.Done, await _host.RunAsync(words.Split(' ')));

        Assert.Contains(told, _host.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree", "tree/"), InlineData("", "./")]
    public async Task Stat_shows_a_directory(string name, string shown)
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("stat", $"{_server}/{name}"));

        Assert.EndsWith($"  {shown}\n", _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_that_removes_leaves_a_directory_for_what_it_leaves_alone()
    {
        _directory.AddDirectory("here/gone/empty");
        _directory.AddFile("here/gone/y.md", "y"u8);
        _directory.AddFile("here/gone/y.bin", "y"u8);
        string[] line = ["sync", "--delete", "--exclude", "*.bin", $"{_server}/tree", _directory.At("here")];

        Assert.Equal(ExitCode.Done, await _host.RunAsync(line));
        Assert.Equal(ExitCode.Done, await _host.RunAsync(line));

        Assert.Equal(["y.bin"], Directory.GetFileSystemEntries(_directory.At("here/gone")).Select(Path.GetFileName));
        Assert.Contains("kept: gone, for what is left alone in it", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_stores_many_and_goes_on_after_one_that_fails()
    {
        string one = _directory.AddFile("one", "1"u8);
        string two = _directory.AddFile("two", "2"u8);

        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", one, two, $"{_server}/tree/"));
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("put", one, two, $"{_server}/missing/", "--retries", "0"));

        Assert.Equal("12", Read("root/tree/one") + Read("root/tree/two"));
        Assert.Equal(2, _host.Error.Split('\n').Count(line => line.StartsWith("sockeye: cannot put", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Put_of_many_under_one_name_is_a_mistake()
    {
        string one = _directory.AddFile("one", "1"u8);
        string same = _directory.AddFile("here/one", "2"u8);

        Assert.Equal(ExitCode.Usage, await _host.RunAsync("put", one, same, $"{_server}/name"));
        Assert.Equal(ExitCode.Usage, await _host.RunAsync("put", one, same, $"{_server}/"));

        Assert.Contains("one file, and there are 2", _host.Error, StringComparison.Ordinal);
        Assert.Contains("two of the files would both be called one", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ls_of_a_file_lists_it_and_of_nothing_tells_why()
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("ls", $"{_server}/tree/a.txt"));
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("ls", $"{_server}/tree/missing"));

        Assert.EndsWith("tree/a.txt\n", _host.Out, StringComparison.Ordinal);
        Assert.Contains("not-found", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_from_here_to_here_makes_one_like_the_other()
    {
        string copy = _directory.At("copies/of/it");

        Assert.Equal(ExitCode.Done, await _host.RunAsync("sync", _directory.At("root/tree"), copy));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("sync", _directory.At("root/tree"), copy));

        Assert.Equal("a b c", string.Join(' ', Read("copies/of/it/a.txt"), Read("copies/of/it/b.jpg"), Read("copies/of/it/deep/c.txt")));
        Assert.Equal(File.GetLastWriteTimeUtc(_directory.At("root/tree/a.txt")), File.GetLastWriteTimeUtc(Path.Combine(copy, "a.txt")));
        Assert.Contains("0 copied", _host.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_leaves_alone_what_is_excluded_on_both_sides()
    {
        string copy = _directory.AddDirectory("copy");
        _directory.AddFile("copy/mine.jpg", "m"u8);
        _directory.AddFile("copy/surplus.txt", "s"u8);

        Assert.Equal(ExitCode.Done, await _host.RunAsync("sync", $"{_server}/tree", copy, "--exclude", "*.jpg", "--exclude", "deep", "--delete"));

        Assert.Equal(["a.txt", "mine.jpg"], Directory.GetFileSystemEntries(copy).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Quiet_says_only_what_fails()
    {
        string one = _directory.AddFile("one", "1"u8);

        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", "-q", one, $"{_server}/"));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", "--quiet", $"{_server}/one", "-o", _directory.At("here")));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("sync", "-q", $"{_server}/tree", _directory.At("here")));
        Assert.Equal(("", ""), (_host.Out, _host.Error));
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("get", "-q", $"{_server}/missing", "-o", _directory.At("here")));

        Assert.Contains("not-found", _host.Error, StringComparison.Ordinal);
    }

    private string Read(string name) => File.ReadAllText(_directory.At(name));
}
