using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sockeye.Cli.Ending;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tests.Commands.Probe;

/// <summary>Over the kernel's loopback, which refuses at once where nobody listens.</summary>
public sealed class ProbeTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ManualClock _clock = new();
    private readonly FakeHost _host;
    private readonly BerkeleySocket _bound = new(AddressFamily.InterNetwork, SocketType.Stream);

    public ProbeTests()
    {
        _host = new FakeHost { Time = _clock };
        _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: refused, and nobody else's
    }

    private string Endpoint => $"tcp://{_bound.LocalEndPoint}";

    [Fact]
    public async Task Outcomes_are_named_in_the_order_asked_for_and_the_first_failure_decides()
    {
        ExitCode code = await _host.RunAsync("probe", Endpoint, "tcp://255.255.255.255:9");

        string[] lines = _host.Out.TrimEnd().Split('\n');
        Assert.StartsWith($"{Endpoint}: 111 ECONNREFUSED, connection refused  name ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "tcp://255.255.255.255:9: 101 ENETUNREACH, network is unreachable  name ", lines[1], StringComparison.Ordinal);
        Assert.Equal(ExitCode.PeerFailed, code);
    }

    [Fact]
    public async Task Listener_is_connected_to_and_the_steps_are_shown()
    {
        _bound.Listen();

        ExitCode code = await _host.RunAsync("probe", "--steps", Endpoint);

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith(
            "host resolved: 127.0.0.1 is 127.0.0.1\nsocket created: INET STREAM\n"
                + $"connected to {_bound.LocalEndPoint}\n{Endpoint}: 0 connected  name ",
            _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_number_and_name_of_the_error()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("probe", "--json", Endpoint));

        JsonElement result = JsonDocument.Parse(_host.Out).RootElement;
        Assert.Equal(111, result.GetProperty("errno").GetInt32());
        Assert.Equal("ECONNREFUSED", result.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Wait_ends_when_somebody_listens()
    {
        Task<ExitCode> run = _host.RunAsync("probe", "--wait", "30s", Endpoint);
        await VirtualTime.UntilAsync(() => _clock.HasTimer(Pause));

        _bound.Listen();
        _clock.Advance(Pause);

        Assert.Equal(ExitCode.Done, await run);
        Assert.Contains(": 0 connected", _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_that_is_over_is_a_time_out()
    {
        Task<ExitCode> run = _host.RunAsync("probe", "--wait", "300ms", Endpoint);
        await VirtualTime.UntilAsync(() => _clock.HasTimer(Pause));
        _clock.Advance(Pause);

        Assert.Equal(ExitCode.TimedOut, await run);
        Assert.Equal($"sockeye: cannot wait any longer: {Endpoint} did not accept within 0.3 s\n", _host.Error);
    }

    [Fact]
    public async Task Wait_for_the_end_is_over_where_nobody_listens() =>
        Assert.Equal(ExitCode.Done, await _host.RunAsync("probe", "--wait-closed", "30s", Endpoint));

    [Theory]
    [InlineData("--wait 30s"), InlineData("")]
    public async Task Program_takes_over_once_all_accept(string options)
    {
        _bound.Listen();

        ExitCode code = await _host.RunAsync(
            ["probe", Endpoint, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", "run", "-x", "--json", "a b"]);

        Assert.Equal((ExitCode)7, code);
        Assert.Equal(["run", "-x", "--json", "a b"], _host.Became);
        Assert.Empty(_host.Out); // the output is the program's
        Assert.Contains(": 0 connected", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_is_told_by_the_exit_code_alone()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("probe", "-q", Endpoint));

        Assert.Equal(("", ""), (_host.Out, _host.Error));
    }

    [Fact]
    public async Task Program_is_not_run_when_one_does_not_accept()
    {
        using var other = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();

        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("probe", $"tcp://{other.LocalEndPoint}", Endpoint, "--", "run"));

        Assert.Null(_host.Became);
    }

    [Fact]
    public async Task Program_is_not_run_when_the_wait_is_over()
    {
        Task<ExitCode> run = _host.RunAsync("probe", "--wait", "300ms", Endpoint, "--", "run");
        await VirtualTime.UntilAsync(() => _clock.HasTimer(Pause));
        _clock.Advance(Pause);

        Assert.Equal(ExitCode.TimedOut, await run);
        Assert.Null(_host.Became);
    }

    [Fact]
    public async Task Url_of_the_web_is_probed_at_its_port()
    {
        _bound.Listen();

        Assert.Equal(ExitCode.Done, await _host.RunAsync("probe", $"http://{_bound.LocalEndPoint}/path?query#part"));

        Assert.StartsWith($"{Endpoint}: 0 connected", _host.Out, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _bound.Dispose();
        _host.Dispose();
    }
}
