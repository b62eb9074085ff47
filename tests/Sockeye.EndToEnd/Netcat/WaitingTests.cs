using System.Net;
using System.Net.Sockets;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>
/// While <c>listen</c> and <c>connect</c> wait they use no processor; when the peer breaks off they say so.
/// </summary>
public sealed class WaitingTests
{
    private const int TooMuch = 24_000_000; // more than all buffers on the way hold

    /// <summary>Real time: a busy loop shows only while time passes.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(500);

    /// <summary>A busy loop needs all of it, each time.</summary>
    private static readonly TimeSpan Negligible = Watched / 10;

    /// <summary>The garbage collector and late compilation are over by then.</summary>
    private const int MostTimes = 10;

    [Theory, InlineData(Role.Listen), InlineData(Role.Connect)]
    public async Task Nobody_speaks_and_nothing_spins(Role role)
    {
        await using Conversation talk = await Conversation.StartAsync(role, PeerProgram.Netcat, Carrier.Tcp);
        await ExchangeAsync(talk);

        await AssertRestsAsync(talk.Ours);
    }

    [Theory, InlineData(Role.Listen), InlineData(Role.Connect)]
    public async Task Our_side_has_ended_and_nothing_spins(Role role)
    {
        await using Conversation talk = await Conversation.StartAsync(role, PeerProgram.Python, Carrier.Tcp);
        await ExchangeAsync(talk);
        talk.Ours.EndInput();

        await AssertRestsAsync(talk.Ours);
    }

    [Theory, InlineData(Role.Listen), InlineData(Role.Connect)]
    public async Task Their_side_has_ended_and_nothing_spins(Role role)
    {
        await using Conversation talk = await Conversation.StartAsync(role, PeerProgram.Netcat, Carrier.Tcp);
        await ExchangeAsync(talk);
        talk.Theirs.EndInput();
        await talk.Ours.OutputEndAsync();

        await AssertRestsAsync(talk.Ours);
    }

    [Theory, InlineData(Role.Listen), InlineData(Role.Connect)]
    public async Task A_slow_reader_blocks_us_and_nothing_spins(Role role)
    {
        await using Conversation talk = await Conversation.StartAsync(
            role, PeerProgram.Python, Carrier.Tcp, holdsTheirs: true);
        Task feeding = talk.Ours.FeedAsync(Payload.Of(TooMuch));
        await talk.Theirs.FeedAsync("said");
        await talk.Ours.OutputAsync("said");

        await AssertRestsAsync(talk.Ours);

        Assert.False(feeding.IsCompleted);
        talk.Theirs.ReadOutput();
        await feeding;
    }

    [Theory]
    [InlineData(Role.Listen, Carrier.Tcp), InlineData(Role.Connect, Carrier.Tcp)]
    [InlineData(Role.Listen, Carrier.Unix), InlineData(Role.Connect, Carrier.Unix)]
    public async Task A_peer_killed_while_we_send_is_an_error_of_one_line(Role role, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(
            role, PeerProgram.Python, carrier, holdsTheirs: true);
        Task feeding = talk.Ours.FeedAsync(Payload.Of(TooMuch));
        await talk.Theirs.FeedAsync("said");
        await talk.Ours.OutputAsync("said");

        talk.Theirs.Signal(Signal.Kill);

        await talk.Ours.AssertExitAsync(3);
        string[] said =
            [.. talk.Ours.Error.Text.Split('\n').Where(line => line.StartsWith("sockeye:", StringComparison.Ordinal))];
        Assert.Single(said);
        await Assert.ThrowsAnyAsync<IOException>(() => feeding);
    }

    [Theory, InlineData(Role.Listen), InlineData(Role.Connect)]
    public async Task A_peer_killed_while_nobody_speaks_is_noticed(Role role)
    {
        await using Conversation talk = await Conversation.StartAsync(role, PeerProgram.Netcat, Carrier.Unix);
        await ExchangeAsync(talk);

        talk.Theirs.Signal(Signal.Kill);

        await talk.Ours.OutputEndAsync();
        await talk.Ours.AssertExitAsync(3);
    }

    [Fact]
    public async Task A_silent_peer_is_left_after_the_idle_timeout()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync(
            "listen", "tcp://127.0.0.1:0", "--idle-timeout", "300ms");
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await ours.Process.AssertExitAsync(4);
        Assert.Contains("idle for 0.3 s", ours.Process.Error.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("listen"), InlineData("connect")]
    public async Task A_peer_that_sends_no_more_datagrams_is_left_after_the_idle_timeout(string command)
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using RunningProcess ours = SockeyeProcess.Start(
            command, command == "connect" ? $"udp://{peer.Client.LocalEndPoint}" : "udp://127.0.0.1:0",
            "--idle-timeout", "300ms"); // its input stays open
        if (command == "listen")
        {
            int port = int.Parse((await ours.ErrorAsync(@"listening on \S+:(\d+)\n")).Groups[1].Value, null);
            await peer.SendAsync("said"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, port));
            await ours.OutputAsync("said");
        }

        await ours.AssertExitAsync(4);
        Assert.Contains("nothing has moved for 0.3 s", ours.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_of_our_output_that_stands_still_is_left_after_the_idle_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using RunningProcess ours = RunningProcess.Start(
            SockeyeProcess.StartInfo("connect", $"tcp://{listener.LocalEndpoint}", "--idle-timeout", "300ms"),
            holdsOutput: true);
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        Task sending = peer.GetStream().WriteAsync(Payload.Of(TooMuch)).AsTask();

        Assert.Equal(4, await ours.ExitAsync());
        Assert.Contains("idle for 0.3 s", ours.Error.Text, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => sending);
    }

    [Theory]
    [InlineData(Role.Listen, PeerProgram.Netcat), InlineData(Role.Connect, PeerProgram.Netcat)]
    [InlineData(Role.Listen, PeerProgram.Ncat), InlineData(Role.Connect, PeerProgram.Ncat)]
    [InlineData(Role.Listen, PeerProgram.Socat), InlineData(Role.Connect, PeerProgram.Socat)]
    [InlineData(Role.Listen, PeerProgram.Python), InlineData(Role.Connect, PeerProgram.Python)]
    public async Task Datagrams_go_both_ways_and_the_end_of_our_input_ends_us(Role role, PeerProgram program)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, Carrier.Udp);
        (RunningProcess first, RunningProcess second) =
            role == Role.Connect ? (talk.Ours, talk.Theirs) : (talk.Theirs, talk.Ours);

        await first.FeedAsync("asked\n");
        await second.OutputAsync("asked\n");
        await second.FeedAsync("answered\n");
        await first.OutputAsync("answered\n");
        talk.Ours.EndInput();

        await talk.Ours.AssertExitAsync(0);
    }

    // Both have connected, and late compilation is over, when something has gone each way.
    private static async Task ExchangeAsync(Conversation talk)
    {
        await talk.Ours.FeedAsync("ours");
        await talk.Theirs.OutputAsync("ours");
        await talk.Theirs.FeedAsync("theirs");
        await talk.Ours.OutputAsync("theirs");
    }

    private static async Task AssertRestsAsync(RunningProcess process)
    {
        TimeSpan used = TimeSpan.MaxValue;
        for (int time = 0; time < MostTimes && used >= Negligible; time++)
        {
            TimeSpan before = process.ProcessorTime;
            Assert.False(await process.ExitsWithinAsync(Watched), process.Describe());
            used = process.ProcessorTime - before;
        }

        Assert.True(used < Negligible, $"it used {used.TotalMilliseconds} ms of {Watched.TotalMilliseconds} ms");
    }
}
