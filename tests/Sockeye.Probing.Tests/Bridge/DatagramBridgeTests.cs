using System.IO.Pipelines;
using System.Net;
using System.Text;
using Sockeye.Probing.Bridge;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Probing.Tests.Bridge;

public sealed class DatagramBridgeTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly Pipe _input = new();
    private readonly MemoryStream _output = new();
    private readonly MemoryNetwork _network;

    public DatagramBridgeTests() => _network = new MemoryNetwork(_clock);

    [Fact]
    public void Each_read_of_the_input_is_a_datagram_and_each_datagram_is_written() => _time.Run(async () =>
    {
        await using IDatagramSocket peer = await _network.BindAsync(Endpoint.Udp("peer", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        Task bridge = BridgeAsync(ours, await AddressOfAsync(peer));

        await _input.Writer.WriteAsync("ask"u8.ToArray());
        (string text, EndPoint from) = await ReceiveAsync(peer);
        Assert.Equal("ask", text);
        await peer.SendAsync("answer"u8.ToArray(), from, CancellationToken.None);
        await VirtualTime.UntilAsync(() => _output.Length == 6);
        _input.Writer.Complete();
        await VirtualTime.PassAsync(_clock, bridge);

        Assert.Equal("answer", Printed());
        Assert.Equal(Quiet, _clock.Elapsed);
    });

    [Fact]
    public void After_the_input_the_bridge_ends_when_nothing_came_for_the_quiet_time() => _time.Run(async () =>
    {
        await using IDatagramSocket peer = await _network.BindAsync(Endpoint.Udp("peer", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        Task bridge = BridgeAsync(ours, await AddressOfAsync(peer));
        _input.Writer.Complete();
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Quiet));

        _clock.Advance(Quiet - TimeSpan.FromTicks(1));
        await peer.SendAsync("late"u8.ToArray(), await AddressOfAsync(ours), CancellationToken.None);
        await VirtualTime.UntilAsync(() => _output.Length == 4);
        _clock.Advance(TimeSpan.FromTicks(1));
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Quiet)); // it was not quiet: a whole time again
        Assert.False(bridge.IsCompleted);
        _clock.Advance(Quiet);

        await bridge;
        Assert.Equal("late", Printed());
    });

    [Fact]
    public void While_the_input_is_open_the_bridge_ends_when_nothing_moved_for_the_idle_timeout() => _time.Run(async () =>
    {
        await using IDatagramSocket peer = await _network.BindAsync(Endpoint.Udp("peer", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        Task bridge = IdlingAsync(ours, await AddressOfAsync(peer));
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Idle));

        _clock.Advance(Idle - TimeSpan.FromTicks(1));
        await _input.Writer.WriteAsync("moves"u8.ToArray());
        await ReceiveAsync(peer);
        _clock.Advance(TimeSpan.FromTicks(1));
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Idle));
        Assert.False(bridge.IsCompleted);
        _clock.Advance(Idle);

        await Assert.ThrowsAsync<TimeoutException>(() => bridge);
    });

    [Fact]
    public void Waiting_for_a_peer_is_not_idle() => _time.Run(async () =>
    {
        await using IDatagramSocket first = await _network.BindAsync(Endpoint.Udp("first", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        Task bridge = IdlingAsync(ours, peer: null);

        _clock.Advance(2 * Idle);
        await first.SendAsync("hello"u8.ToArray(), await AddressOfAsync(ours), CancellationToken.None);
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Idle));
        Assert.False(bridge.IsCompleted);
        _clock.Advance(Idle);

        await Assert.ThrowsAsync<TimeoutException>(() => bridge);
    });

    [Fact]
    public void What_the_output_has_not_taken_yet_is_waited_for() => _time.Run(async () =>
    {
        var slow = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        await using IDatagramSocket peer = await _network.BindAsync(Endpoint.Udp("peer", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        var joined = new DatagramBridge(
            ours, await AddressOfAsync(peer), _input.Reader.AsStream(), slow.Writer.AsStream(), _clock)
        {
            QuietTime = Quiet,
        };
        Task bridge = joined.RunAsync(CancellationToken.None);
        await peer.SendAsync("taken late"u8.ToArray(), await AddressOfAsync(ours), CancellationToken.None);
        ReadResult blocked = await slow.Reader.ReadAsync();
        _input.Writer.Complete();
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Quiet));

        _clock.Advance(Quiet);
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: Quiet));
        Assert.False(bridge.IsCompleted);
        slow.Reader.AdvanceTo(blocked.Buffer.End);

        await VirtualTime.PassAsync(_clock, bridge);
    });

    [Fact]
    public void Without_a_peer_the_first_sender_is_the_peer_and_strangers_are_not_heard() => _time.Run(async () =>
    {
        await using IDatagramSocket first = await _network.BindAsync(Endpoint.Udp("first", 0));
        await using IDatagramSocket stranger = await _network.BindAsync(Endpoint.Udp("stranger", 0));
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        EndPoint address = await AddressOfAsync(ours);
        Task bridge = BridgeAsync(ours, peer: null);
        await _input.Writer.WriteAsync("waits for a peer"u8.ToArray());

        await first.SendAsync("one "u8.ToArray(), address, CancellationToken.None);
        await stranger.SendAsync("no "u8.ToArray(), address, CancellationToken.None);
        await first.SendAsync("two"u8.ToArray(), address, CancellationToken.None);
        Assert.Equal("waits for a peer", (await ReceiveAsync(first)).Text);
        await VirtualTime.UntilAsync(() => _output.Length >= 7);
        _input.Writer.Complete();
        await VirtualTime.PassAsync(_clock, bridge);

        Assert.Equal("one two", Printed());
    });

    [Fact]
    public void Cancelling_ends_the_bridge_and_leaves_nothing_behind() => _time.Run(async () =>
    {
        await using IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        using var cancel = new CancellationTokenSource();
        Task bridge = BridgeAsync(ours, peer: null, cancel.Token);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bridge);
    });

    [Fact]
    public void Socket_that_fails_ends_the_bridge_with_its_error() => _time.Run(async () =>
    {
        IDatagramSocket ours = await _network.BindAsync(Endpoint.Udp("ours", 0));
        Task bridge = BridgeAsync(ours, peer: null);

        await ours.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => bridge);
    });

    private static async Task<(string Text, EndPoint From)> ReceiveAsync(IDatagramSocket socket)
    {
        byte[] buffer = new byte[100];
        ReceivedDatagram received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return (Encoding.ASCII.GetString(buffer, 0, received.Length), received.From);
    }

    private async Task<EndPoint> AddressOfAsync(IDatagramSocket socket) =>
        (await _network.ResolveAsync(socket.Endpoint))[0];

    private string Printed() => Encoding.ASCII.GetString(_output.ToArray());

    private Task BridgeAsync(IDatagramSocket socket, EndPoint? peer, CancellationToken cancel = default) =>
        new DatagramBridge(socket, peer, _input.Reader.AsStream(), _output, _clock) { QuietTime = Quiet }.RunAsync(
            cancel);

    private Task IdlingAsync(IDatagramSocket socket, EndPoint? peer) =>
        new DatagramBridge(socket, peer, _input.Reader.AsStream(), _output, _clock) { IdleTimeout = Idle }.RunAsync(
            CancellationToken.None);
}
