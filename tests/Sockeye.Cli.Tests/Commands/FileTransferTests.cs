using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tests.Commands;

/// <summary><c>get</c> and <c>put</c> where the server or the paths are not the usual ones.</summary>
public sealed class FileTransferTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly List<Task> _servers = [];
    private FileRoot? _root;

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Get_on_a_terminal_needs_one_answer_only()
    {
        Endpoint server = await ServeOnceAsync();
        using var host = new FakeHost { ErrorIsTerminal = true };

        ExitCode code = await host.RunAsync("get", $"{server}/notes.txt", "-o", _directory.At("copy"));

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal("notes", await File.ReadAllTextAsync(_directory.At("copy")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Get_of_several_files_goes_on_after_one_that_fails_and_ends_with_its_code()
    {
        for (int number = 0; number < 9; number++)
            _directory.AddFile($"root/{number}", [(byte)number]);
        string copies = _directory.AddDirectory("copies");
        using var serving = new FakeHost();
        Task<ExitCode> run = serving.RunAsync("serve", "files@tcp://127.0.0.1:0", "--root", _directory.At("root"));
        await VirtualTime.UntilAsync(() => serving.Error.Contains('\n', StringComparison.Ordinal));
        string server = serving.Error.Split('\n')[0]["listening on ".Length..];
        string[] urls = [.. Enumerable.Range(0, 9).Select(number => $"{server}/{number}"), $"{server}/missing"];
        using var host = new FakeHost { ErrorIsTerminal = true };

        Assert.Equal(ExitCode.PeerFailed, await host.RunAsync(["get", .. urls.Reverse(), "-o", copies, "--jobs", "3"]));

        Assert.All(Enumerable.Range(0, 9), number => Assert.Equal(
            [(byte)number], File.ReadAllBytes(Path.Combine(copies, $"{number}"))));
        Assert.Contains( // above the bars lines are broken
            $"cannot get {server}/missing: the server refused: not-found", Regex.Replace(host.Error, @"\s+", " "), StringComparison.Ordinal);
        Assert.Equal(9, host.Out.Split('\n').Count(line => line.EndsWith("(verified)", StringComparison.Ordinal)));
        serving.Signals.Raise(PosixSignal.SIGTERM);
        await run;
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("files@tcp"), InlineData("tftp@udp")]
    public async Task Get_without_verifying_says_that_nobody_has(string service)
    {
        using var serving = new FakeHost();
        Task<ExitCode> run = serving.RunAsync("serve", $"{service}://127.0.0.1:0", "--root", _directory.At("root"));
        await VirtualTime.UntilAsync(() => serving.Error.Contains('\n', StringComparison.Ordinal));
        string server = serving.Error.Split('\n')[0]["listening on ".Length..].Replace("udp:", "tftp:");
        string copy = _directory.At("copy");
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Done, await host.RunAsync("get", $"{server}/notes.txt", "-o", copy, "--no-verify"));

        Assert.Equal($"{copy}: 5 bytes (not verified: --no-verify)\n", host.Out);
        Assert.Equal("notes", await File.ReadAllTextAsync(copy));
        serving.Signals.Raise(PosixSignal.SIGTERM);
        await run;
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("tcp"), InlineData("tftp")]
    public async Task Put_of_what_is_no_regular_file_fails_before_it_opens_or_connects(string scheme)
    {
        string fifo = _directory.At("fifo");
        Command.Run("mkfifo", fifo);
        using var host = new FakeHost();

        ExitCode code = await host.RunAsync("put", fifo, $"{scheme}://127.0.0.1:1/fifo");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal(
            $"sockeye: cannot put {fifo} to {scheme}://127.0.0.1:1/fifo: {fifo} is not a regular file\n", host.Error);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData((int)ExitCode.Usage, "sockeye sync . http://127.0.0.1:1/d", "put", ".", "http://127.0.0.1:1/d")]
    [InlineData((int)ExitCode.Usage, "the root itself is there already", "mkdir", "tcp://127.0.0.1:1/")]
    [InlineData((int)ExitCode.Failed, "cannot read /nope: there is no such file", "ls", "tcp://127.0.0.1:1/", "-u", "a", "--password-file", "/nope")]
    [InlineData((int)ExitCode.Usage, "--address is empty", "share", ".", "--address", "")]
    public async Task What_cannot_be_is_told_before_anything_is_tried(int code, string told, params string[] arguments)
    {
        using var host = new FakeHost();

        Assert.Equal(code, (int)await host.RunAsync(arguments));
        Assert.Contains(told, host.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("tcp"), InlineData("tftp")]
    public async Task Get_into_a_directory_that_is_not_there_says_so_before_it_connects(string scheme)
    {
        string target = _directory.At("nowhere/x");
        using var host = new FakeHost();

        ExitCode code = await host.RunAsync("get", $"{scheme}://127.0.0.1:1/x", "-o", target);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal(
            $"sockeye: cannot get {scheme}://127.0.0.1:1/x: {target}.part cannot be created: no such directory\n",
            host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Get_that_cannot_go_on_with_a_server_of_one_answer_says_what_to_do()
    {
        Endpoint server = await ServeOnceAsync();
        _directory.AddFile("copy.part", "not"u8);
        using var host = new FakeHost();

        ExitCode code = await host.RunAsync("get", $"{server}/notes.txt", "-o", _directory.At("copy"));

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.Equal(
            $"sockeye: cannot get {server}/notes.txt: "
            + "the server ended after one answer; run again with --no-resume while it serves again\n",
            host.Error);
        Assert.True(File.Exists(_directory.At("copy.part")));
    }

    public ValueTask InitializeAsync()
    {
        _root = new FileRoot(_directory.AddDirectory("root"));
        _directory.AddFile("root/notes.txt", "notes"u8);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_servers);
        _root?.Dispose();
        _stop.Dispose();
        _directory.Dispose();
    }

    // One connection with one answer, then nobody listens.
    private async Task<Endpoint> ServeOnceAsync()
    {
        var sockets = new SocketTransport(TimeProvider.System);
        IStreamListener listener = await sockets.ListenAsync(Endpoint.Tcp(null, 0));
        var handler = new SfpHandler(
            new SharedFolder(_root!, Rights.ReadOnly), new SfpOptions { ClosesAfterFirstAnswer = true });
        var options = new ServeOptions { Mode = ServeMode.Once };
        _servers.Add(new StreamServer(listener, handler, options, new ServerContext()).RunAsync(_stop.Token));
        return listener.Endpoint;
    }
}
