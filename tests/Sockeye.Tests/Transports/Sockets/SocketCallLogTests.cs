using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

public sealed class SocketCallLogTests
{
    private readonly Sink _sink = new();
    private readonly ManualClock _clock = new();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Exchange_of_a_client_and_a_server_is_reported_call_by_call()
    {
        using BerkeleySocket listener = Open();
        int listening = listener.Descriptor;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint address = listener.LocalEndPoint!;
        listener.Listen(backlog: 5);
        BerkeleySocket client = Open();
        int calling = client.Descriptor;
        await client.ConnectAsync(address);
        BerkeleySocket server = await listener.AcceptAsync();
        int serving = server.Descriptor;
        await client.SendAsync("HELLO"u8.ToArray());
        await server.RecvAsync(new byte[1024]);
        server.Shutdown(SocketShutdown.Send);
        await client.RecvAsync(new byte[16]);
        client.Close();
        server.Close();

        Assert.Equal(
            [
                $"{listening} socket(INET, STREAM) = {listening}",
                $"{listening} bind(127.0.0.1:0) = 0",
                $"{listening} listen(5) = 0",
                $"{calling} socket(INET, STREAM) = {calling}",
                $"{calling} connect({address}) = 0",
                $"{listening} accept() = {serving}",
                $"{calling} send(5) = 5 [5 B]",
                $"{serving} recv(1024) = 5 [5 B]",
                $"{serving} shutdown(WR) = 0",
                $"{calling} recv(16) = 0",
                $"{calling} close() = 0",
                $"{serving} close() = 0",
            ],
            _sink.Calls.Select(Text));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Datagrams_are_reported_with_their_addresses()
    {
        using BerkeleySocket server = Open(SocketType.Dgram);
        using BerkeleySocket client = Open(SocketType.Dgram);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint address = server.LocalEndPoint!;
        _sink.Calls.Clear();

        await client.SendToAsync("abc"u8.ToArray(), address);
        await server.RecvFromAsync(new byte[8], new SocketAddress(AddressFamily.InterNetworkV6));

        Assert.Equal(
            [$"{client.Descriptor} sendto(3, {address}) = 3 [3 B]", $"{server.Descriptor} recvfrom(8) = 3 [3 B]"],
            _sink.Calls.Select(Text));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Calls_tell_which_socket_it_was_and_the_addresses_it_got()
    {
        using BerkeleySocket listener = Open();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        EndPoint address = listener.LocalEndPoint!;
        using BerkeleySocket client = Open();
        await client.ConnectAsync(address);
        using BerkeleySocket server = await listener.AcceptAsync();
        await server.SendAsync("x"u8.ToArray());

        SocketCall Named(string name) => _sink.Calls.Last(call => call.Name == name);
        Assert.Equal(address, Named("bind").Local);
        Assert.Equal((client.LocalEndPoint, address), (Named("connect").Local, Named("connect").Peer));
        Assert.Equal((address, client.LocalEndPoint), (Named("accept").Local, Named("accept").Peer));
        Assert.Same(Named("listen").Socket, Named("accept").Socket);
        Assert.Same(Named("accept").Accepted, Named("send").Socket);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Data_is_lent_while_the_sink_is_told()
    {
        (BerkeleySocket one, BerkeleySocket other) = await PairAsync();

        await one.SendAsync("HELLO"u8.ToArray());
        await other.RecvAsync(new byte[1024]);

        Assert.Equal(["HELLO", "HELLO"], _sink.Data.TakeLast(2).Select(Encoding.ASCII.GetString));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Wait_to_receive_counts_as_part_of_receiving()
    {
        (BerkeleySocket one, BerkeleySocket other) = await PairAsync();

        Task wait = other.Io.WaitToReceiveAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(3));
        await one.SendAsync("x"u8.ToArray());
        await wait;
        await other.RecvAsync(new byte[1]);

        Assert.Equal(TimeSpan.FromSeconds(3), _sink.Calls.Last().Blocked);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Call_that_was_given_up_is_reported_as_cancelled()
    {
        using BerkeleySocket listener = Open();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var giveUp = new CancellationTokenSource();

        Task accepting = listener.AcceptAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
        Assert.Equal(("accept", 125), (_sink.Calls.Last().Name, _sink.Calls.Last().Errno)); // ECANCELED
    }

    [Fact]
    public void Options_are_reported_by_their_names()
    {
        using BerkeleySocket socket = Open();

        socket.ReuseAddress();
        socket.SetOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1);

        Assert.Equal(
            ["setsockopt(SO_REUSEADDR, 1)", "setsockopt(TCP_NODELAY, 1)"],
            _sink.Calls.TakeLast(2).Select(call => $"{call.Name}({call.Arguments})"));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Failed_call_is_reported_with_its_error_number()
    {
        using BerkeleySocket client = Open();
        int errno = await client.ConnectExAsync(Nobody.Address);

        SocketCall call = _sink.Calls.Last();
        Assert.Equal(111, errno); // ECONNREFUSED
        Assert.Equal(("connect", Nobody.Address.ToString(), "", errno, 0), (
            call.Name, call.Arguments, call.Result, call.Errno, call.Bytes));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connect_ex_returns_0_when_connected()
    {
        using BerkeleySocket listener = Open();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using BerkeleySocket client = Open();

        Assert.Equal(0, await client.ConnectExAsync(listener.LocalEndPoint!));
    }

    [Fact]
    public void Second_close_is_not_reported()
    {
        BerkeleySocket socket = Open();
        socket.Close();
        socket.Close();

        Assert.Equal(["socket", "close"], _sink.Calls.Select(call => call.Name));
        Assert.Equal(-1, socket.Descriptor);
    }

    [Fact]
    public void Time_blocked_is_measured_on_the_given_clock()
    {
        _clock.Advance(TimeSpan.FromSeconds(7));
        var log = new SocketCallLog(_sink, _clock);
        long start = log.Start();
        _clock.Advance(TimeSpan.FromMilliseconds(30));

        log.Moved("recv", new SocketCallLog.Transfer(Requested: 10, Bytes: 4), start);

        SocketCall call = Assert.Single(_sink.Calls);
        Assert.Equal(TimeSpan.FromMilliseconds(30), call.Blocked);
        Assert.Equal(TimeSpan.FromSeconds(7).Ticks, call.Start);
    }

    [Fact]
    public void Nobody_who_looks_costs_nothing()
    {
        var log = new SocketCallLog(sink: null, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));

        log.Done("bind", new Unprintable(), log.Start());

        Assert.Equal(0, log.Start());
    }

    private static string Text(SocketCall call) =>
        $"{call.Descriptor} {call.Name}({call.Arguments}) = {call.Result}{(call.Errno == 0 ? "" : $" errno {call.Errno}")}" +
        (call.Bytes == 0 ? "" : $" [{call.Bytes} B]");

    private async Task<(BerkeleySocket Client, BerkeleySocket Server)> PairAsync()
    {
        using BerkeleySocket listener = Open();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        BerkeleySocket client = Open();
        await client.ConnectAsync(listener.LocalEndPoint!);
        return (client, await listener.AcceptAsync());
    }

    private BerkeleySocket Open(SocketType type = SocketType.Stream) =>
        new(AddressFamily.InterNetwork, type, calls: _sink, time: _clock);

    private sealed class Sink : ISocketCallSink
    {
        public ConcurrentQueue<SocketCall> Calls { get; } = new();

        public ConcurrentQueue<byte[]> Data { get; } = new();

        public void OnCall(in SocketCall call)
        {
            Calls.Enqueue(call);
            Data.Enqueue(call.Data.ToArray());
        }
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("formatted for nobody");
    }
}
