using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Services.Ack;
using Sockeye.Services.Upper;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tests.Commands;

/// <summary>Commands against servers of ours in this process, over real sockets on free ports.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    private readonly SocketTransport _sockets = new(TimeProvider.System);
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("sck").FullName;
    private readonly List<Task> _servers = [];
    private readonly FakeHost _host = new();
    private FileRoot? _root;

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Send_prints_the_answer_and_ends_its_line()
    {
        Endpoint server = await ServeAsync(new UpperHandler());

        Assert.Equal(ExitCode.Done, await _host.RunAsync("send", server.ToString(), "straße"));

        Assert.Equal("STRAßE\n", _host.Out);
        Assert.Equal("", _host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Send_adds_a_line_feed_when_asked_to_and_no_second_one_to_the_answer()
    {
        Endpoint server = await ServeAsync(new UpperHandler());

        Assert.Equal(ExitCode.Done, await _host.RunAsync("send", server.ToString(), "a", "--line"));

        Assert.Equal("A\n", _host.Out);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Send_reports_as_JSON()
    {
        Endpoint server = await ServeAsync(new AckHandler());

        Assert.Equal(ExitCode.Done, await _host.RunAsync("send", server.ToString(), "hi", "--json"));

        Assert.Equal(
            $$"""{"endpoint":"{{server}}","sentBytes":2,"answer":"Message received by server","answerBytes":26}""" + "\n", _host.Out);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Refused_connection_is_the_peers_failure()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("send", $"tcp://{Nobody.Address}", "hi"));

        Assert.Equal($"sockeye: cannot connect to tcp://{Nobody.Address}: connection refused\n", _host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Datagram_that_nobody_takes_is_the_peers_failure()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("send", $"udp://{Nobody.Address}", "hi"));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(null, 2), InlineData("500ms", 0.5), InlineData("20s", 20)]
    public async Task Answer_to_a_datagram_is_waited_for_as_long_as_asked(string? timeout, double seconds)
    {
        await using IDatagramSocket silent = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        using var host = new FakeHost { Time = _clock };
        string[] arguments =
            ["send", silent.Endpoint.ToString(), "hi", .. timeout is null ? [] : new[] { "--timeout", timeout }];
        Task<ExitCode> sending = host.RunAsync(arguments);
        await silent.ReceiveAsync(new byte[16], CancellationToken.None);

        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: TimeSpan.FromSeconds(seconds)));
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(ExitCode.TimedOut, await sending);
        Assert.Equal(
            FormattableString.Invariant($"sockeye: cannot get an answer from {silent.Endpoint}: no answer within {seconds} s\n"), host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stop_while_waiting_for_an_answer_is_an_interruption()
    {
        await using IDatagramSocket silent = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        using var host = new FakeHost { Time = _clock };
        Task<ExitCode> sending = host.RunAsync("send", silent.Endpoint.ToString(), "hi");
        await silent.ReceiveAsync(new byte[16], CancellationToken.None);

        host.Signals.Raise(PosixSignal.SIGINT);

        Assert.Equal(ExitCode.Interrupted, await sending);
        Assert.Equal("", host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Get_stores_a_verified_copy()
    {
        Endpoint server = await ServeFilesAsync();
        byte[] content = Content("a.bin", 300_000);
        string copy = Path.Combine(_directory, "copy");

        ExitCode code = await _host.RunAsync("get", $"{server}/a.bin", "-o", copy, "--json");

        Assert.Equal((ExitCode.Done, ""), (code, _host.Error));
        Assert.Equal(content, await File.ReadAllBytesAsync(copy));
        using JsonDocument json = JsonDocument.Parse(_host.Out);
        Assert.Equal(300_000, json.RootElement.GetProperty("bytes").GetInt64());
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
        Assert.Equal(Sha256Sum.Of(content).ToString(), json.RootElement.GetProperty("sha256").GetString());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Get_to_standard_output_prints_the_file_and_nothing_else()
    {
        Endpoint server = await ServeFilesAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory, "root", "a.txt"), "content");

        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", $"{server}/a.txt", "-o", "-"));

        Assert.Equal("content", _host.Out);
        Assert.Contains("7 bytes", _host.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Missing_file_is_the_peers_refusal_and_leaves_nothing()
    {
        Endpoint server = await ServeFilesAsync();
        string copy = Path.Combine(_directory, "copy");

        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("get", $"{server}/nothing", "-o", copy));

        Assert.StartsWith($"sockeye: cannot get {server}/nothing: ", _host.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(copy));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Ls_and_stat_tell_what_is_there()
    {
        Endpoint server = await ServeFilesAsync();
        byte[] content = Content("a.bin", 1_234);
        File.SetLastWriteTimeUtc(
            Path.Combine(_directory, "root", "a.bin"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        Assert.Equal(ExitCode.Done, await _host.RunAsync("ls", $"{server}/"));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("stat", $"{server}/a.bin"));

        Assert.Equal(
            "          1,234  2026-01-02 03:04:05Z  a.bin\n" +
            $"          1,234  2026-01-02 03:04:05Z  {Sha256Sum.Of(content)}  a.bin\n",
            _host.Out);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Put_stores_the_file_under_its_own_name()
    {
        Endpoint server = await ServeFilesAsync(isWritable: true);
        string local = Path.Combine(_directory, "local.txt");
        await File.WriteAllTextAsync(local, "content");

        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", local, $"{server}/"));

        Assert.Equal("local.txt: 7 bytes stored (verified)\n", _host.Out);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(_directory, "root", "local.txt")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Put_of_a_file_that_is_not_there_fails_before_it_connects()
    {
        Assert.Equal(ExitCode.Failed, await _host.RunAsync("put", "/nothing/here", "tcp://127.0.0.1:1/"));

        Assert.Equal("sockeye: cannot read /nothing/here: there is no such file\n", _host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Put_to_a_server_that_takes_no_files_is_refused()
    {
        Endpoint server = await ServeFilesAsync(isWritable: false);
        string local = Path.Combine(_directory, "local.txt");
        await File.WriteAllTextAsync(local, "content");

        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("put", local, $"{server}/"));

        Assert.False(File.Exists(Path.Combine(_directory, "root", "local.txt")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Serve_says_where_it_listens_serves_and_ends_in_good_order()
    {
        using var serving = new FakeHost();
        Task<ExitCode> run = serving.RunAsync("serve", "upper@tcp://127.0.0.1:0", "--mode", "once");
        await VirtualTime.UntilAsync(() => serving.Error.Contains('\n', StringComparison.Ordinal));
        string endpoint = serving.Error.Split('\n')[0]["listening on ".Length..];

        Assert.Equal(ExitCode.Done, await _host.RunAsync("send", endpoint, "hi"));

        Assert.Equal("HI\n", _host.Out);
        Assert.Equal(ExitCode.Done, await run);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(PosixSignal.SIGINT), InlineData(PosixSignal.SIGTERM)]
    public async Task Serve_that_is_stopped_with_nothing_to_do_ends_in_good_order(PosixSignal signal)
    {
        Task<ExitCode> run = _host.RunAsync(
            "serve", "upper@tcp://127.0.0.1:0", "ack@unix:@" + Path.GetFileName(_directory));
        await VirtualTime.UntilAsync(() => _host.Error.Split("listening on ").Length == 3);

        _host.Signals.Raise(signal);

        Assert.Equal(ExitCode.Done, await run);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Serve_on_a_port_in_use_says_so()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));

        Assert.Equal(ExitCode.Failed, await _host.RunAsync("serve", $"upper@{listener.Endpoint}"));

        Assert.Equal($"sockeye: cannot listen on {listener.Endpoint}: address already in use\n", _host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Messages_of_peers_are_results_and_safe_to_show()
    {
        using var serving = new FakeHost();
        Task<ExitCode> run = serving.RunAsync("serve", "ack@tcp://127.0.0.1:0", "--mode", "once", "--json");
        await VirtualTime.UntilAsync(() => serving.Error.Contains('\n', StringComparison.Ordinal));
        await _host.RunAsync("send", serving.Error.Split('\n')[0]["listening on ".Length..], "\u001b[2J");
        await run;

        using JsonDocument json = JsonDocument.Parse(serving.Out);
        Assert.Equal("ack", json.RootElement.GetProperty("service").GetString());
        Assert.Equal(@"\x1b[2J", json.RootElement.GetProperty("text").GetString());
        Assert.True(IPEndPoint.TryParse(json.RootElement.GetProperty("peer").GetString() ?? "", out _));
    }

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "root"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_servers);
        _root?.Dispose();
        _host.Dispose();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private byte[] Content(string name, int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(3).NextBytes(content);
        File.WriteAllBytes(Path.Combine(_directory, "root", name), content);
        return content;
    }

    private Task<Endpoint> ServeFilesAsync(bool isWritable = false)
    {
        _root = new FileRoot(Path.Combine(_directory, "root"));
        return ServeAsync(new SfpHandler(
            new SharedFolder(_root, isWritable ? Rights.All : Rights.ReadOnly)));
    }

    private async Task<Endpoint> ServeAsync(IConnectionHandler handler)
    {
        IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        _servers.Add(
            new StreamServer(listener, handler, new ServeOptions(), new ServerContext()).RunAsync(_stop.Token));
        return listener.Endpoint;
    }
}
