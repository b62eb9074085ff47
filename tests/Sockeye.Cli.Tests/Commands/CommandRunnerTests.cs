using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Protocols;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tests.Commands;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly FakeHost _host = new();

    public static TheoryData<string, Func<Exception>, int> Failures => new()
    {
        { "usage", () => new UsageException("oops"), 2 },
        { "time-out", () => new TimeoutException("oops"), 4 },
        { "peer broke the protocol", () => new PeerProtocolException(ProtocolError.Malformed, "oops"), 3 },
        { "peer refused the connection", () => Socket(SocketError.ConnectionRefused), 3 },
        { "peer reset the connection", () => Socket(SocketError.ConnectionReset), 3 },
        { "peer no longer reads", () => Socket(SocketError.Shutdown), 3 },
        { "peer has reset before our end was sent", () => Socket(SocketError.NotConnected), 3 },
        { "network timed out", () => Socket(SocketError.TimedOut), 4 },
        { "no right", () => Socket(SocketError.AccessDenied), 1 },
        { "port in use", () => Socket(SocketError.AddressAlreadyInUse), 1 },
        { "name not known", () => Socket(SocketError.HostNotFound), 1 },
        { "disk", () => new IOException("oops"), 1 },
        { "no such file", () => new FileNotFoundException("oops"), 1 },
        { "a bug", () => new InvalidOperationException("oops"), 1 },
        { "cancelled by nobody", () => new OperationCanceledException(), 1 },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Failure_is_one_line_and_an_exit_code(string what, Func<Exception> failure, int code)
    {
        ExitCode ended = await RunAsync(failure());

        Assert.True(code == (int)ended, $"{what}: {ended}");
        Assert.Matches(@"\Asockeye: [^\n]+\n\z", _host.Error);
    }

    [Theory]
    [InlineData("the disk is full", "sockeye: cannot get tcp://host:57/a: the disk is full\n")]
    [InlineData("cannot open a: no such file", "sockeye: cannot open a: no such file\n")]
    [InlineData("two\nlines \u001b[31m", @"sockeye: cannot get tcp://host:57/a: two\nlines \x1b[31m" + "\n")]
    public async Task Error_says_what_was_attempted_unless_it_does_so_itself(string message, string line)
    {
        await RunAsync(new IOException(message));

        Assert.Equal(line, _host.Error);
    }

    [Fact]
    public async Task Wrong_usage_needs_no_attempt()
    {
        await RunAsync(new UsageException("write once or twice"));

        Assert.Equal("sockeye: write once or twice\n", _host.Error);
    }

    [Fact]
    public async Task Stack_trace_is_for_those_who_ask()
    {
        await RunAsync(new IOException("oops"), verbose: true);

        Assert.Contains("System.IO.IOException: oops", _host.Error, StringComparison.Ordinal);
        Assert.Contains(nameof(RunAsync), _host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130), InlineData(PosixSignal.SIGTERM, 143)]
    public async Task Signal_that_cuts_off_is_the_exit_code_and_no_error(PosixSignal signal, int code)
    {
        _host.Signals.Raise(signal);

        Assert.Equal(code, (int)await RunAsync(new OperationCanceledException()));
        Assert.Equal("", _host.Error);
    }

    [Fact]
    public void First_signal_asks_and_the_second_insists()
    {
        StopSignals signals = _host.Signals;
        Assert.False(signals.Stop.IsCancellationRequested);

        signals.Raise(PosixSignal.SIGTERM);
        Assert.Equal((true, false), (signals.Stop.IsCancellationRequested, signals.Insist.IsCancellationRequested));
        signals.Raise(PosixSignal.SIGINT);

        Assert.True(signals.Insist.IsCancellationRequested);
        Assert.Equal(ExitCode.Terminated, signals.CutOffCode); // the first one counts
    }

    public void Dispose() => _host.Dispose();

    private static SocketCallException Socket(SocketError error) =>
        new("connect to", "tcp://host:1", new SocketException((int)error));

    private Task<ExitCode> RunAsync(Exception failure, bool verbose = false)
    {
        CommandConsole console = _host.OpenConsole(json: false, verbose);
        console.Attempt = "get tcp://host:57/a";
        return CommandRunner.RunAsync(console, _host.Signals, async () =>
        {
            await Task.Yield();
            throw failure;
        });
    }
}
