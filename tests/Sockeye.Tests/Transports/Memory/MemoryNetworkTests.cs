using System.Net;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Transports.Memory;

public sealed class MemoryNetworkTests
{
    private const int StreamBytes = 64 * 1024; // what a stream holds in each direction

    private readonly VirtualTime _time = new();
    private readonly MemoryNetwork _network = new(new ManualClock());

    [Fact]
    public void Bytes_go_both_ways_and_each_end_is_seen() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();

        await client.SendAsync("ping");
        await client.CompleteOutputAsync();
        Assert.Equal("ping", await server.ReadTextToEndAsync());
        await server.SendAsync("pong");
        await server.DisposeAsync();

        Assert.Equal("pong", await client.ReadTextToEndAsync());
    });

    [Fact]
    public void Writer_waits_for_a_reader_that_is_slow() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        Task writing = client.Output.WriteAsync(new byte[StreamBytes]).AsTask();
        await Task.Yield();
        Assert.False(writing.IsCompleted);

        await server.ReadTextAsync(StreamBytes);

        await writing;
    });

    [Fact]
    public void Abort_is_a_reset_for_the_peer() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        Task<byte[]> reading = client.ReadToEndAsync();

        server.Abort(EndReason.IdleTooLong);

        Assert.Equal("connection reset by peer", (await Assert.ThrowsAsync<TransportException>(() => reading)).Message);
        await Assert.ThrowsAsync<TransportException>(() => client.SendAsync("x"));
    });

    [Fact]
    public void Abort_ends_our_own_waits() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection _) = await PairAsync();
        Task<byte[]> reading = client.ReadToEndAsync();
        Task writing = client.Output.WriteAsync(new byte[StreamBytes]).AsTask();

        client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => reading);
        await Assert.ThrowsAsync<TransportException>(() => writing);
    });

    [Fact]
    public void Who_has_aborted_can_send_nothing() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection _) = await PairAsync();

        client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => client.SendAsync("x"));
    });

    [Fact]
    public void Write_that_waits_fails_when_the_peer_aborts() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        Task writing = client.Output.WriteAsync(new byte[StreamBytes]).AsTask();

        server.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => writing);
    });

    [Fact]
    public void Write_to_a_peer_that_closed_fails() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        await server.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => client.SendAsync("x"));
    });

    [Fact]
    public void Nobody_listening_refuses() => _time.Run(async () =>
    {
        var error = await Assert.ThrowsAsync<TransportException>(
            () => _network.ConnectAsync(Endpoint.Tcp("host", 7)).AsTask());

        Assert.Equal("cannot connect to tcp://host:7: connection refused", error.Message);
    });

    [Fact]
    public void Endpoint_in_use_is_refused_until_its_listener_is_gone() => _time.Run(async () =>
    {
        IStreamListener first = await _network.ListenAsync(Endpoint.Tcp("host", 7));
        var error = await Assert.ThrowsAsync<TransportException>(() => _network.ListenAsync(Endpoint.Tcp("host", 7)).AsTask());
        Assert.Equal("cannot listen on tcp://host:7: address already in use", error.Message);

        await first.DisposeAsync();

        await using IStreamListener second = await _network.ListenAsync(Endpoint.Tcp("host", 7));
    });

    [Fact]
    public void Disposed_listener_resets_those_who_wait_and_ends_the_accept() => _time.Run(async () =>
    {
        IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp("host", 0));
        StreamConnection waiting = await _network.ConnectAsync(listener.Endpoint);

        await listener.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => waiting.ReadToEndAsync());
        Assert.Null(await listener.AcceptAsync(CancellationToken.None));
    });

    [Fact]
    public void Free_ports_differ() => _time.Run(async () =>
    {
        await using IStreamListener first = await _network.ListenAsync(Endpoint.Tcp("host", 0));
        await using IStreamListener second = await _network.ListenAsync(Endpoint.Tcp("host", 0));

        Assert.NotEqual(first.Endpoint.Port, second.Endpoint.Port);
        Assert.NotEqual(0, first.Endpoint.Port);
    });

    [Fact]
    public void Datagram_longer_than_the_buffer_is_truncated() => _time.Run(async () =>
    {
        await using IDatagramSocket server = await _network.BindAsync(Endpoint.Udp("host", 0));
        EndPoint address = (await _network.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket client = _network.Open(address);

        await client.SendAsync("12345"u8.ToArray(), address, CancellationToken.None);

        byte[] buffer = new byte[4];
        ReceivedDatagram received = await server.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal((4, true), (received.Length, received.WasTruncated));
        Assert.Equal("1234"u8.ToArray(), buffer);
    });

    [Fact]
    public void Datagrams_beyond_the_queue_are_dropped() => _time.Run(async () =>
    {
        const int queued = 1024;
        await using IDatagramSocket server = await _network.BindAsync(Endpoint.Udp("host", 0));
        EndPoint address = (await _network.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket client = _network.Open(address);
        for (int i = 0; i <= queued; i++)
            await client.SendAsync(BitConverter.GetBytes(i), address, CancellationToken.None);

        byte[] buffer = new byte[4];
        for (int i = 0; i < queued; i++)
        {
            await server.ReceiveAsync(buffer, CancellationToken.None);
            Assert.Equal(i, BitConverter.ToInt32(buffer));
        }

        Assert.False(server.ReceiveAsync(buffer, CancellationToken.None).AsTask().IsCompleted);
    });

    [Fact]
    public void Disposed_datagram_socket_ends_the_wait() => _time.Run(async () =>
    {
        IDatagramSocket server = await _network.BindAsync(Endpoint.Udp("host", 0));
        Task<ReceivedDatagram> receiving = server.ReceiveAsync(new byte[4], CancellationToken.None).AsTask();

        await server.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => receiving);
    });

    private async Task<(StreamConnection Client, StreamConnection Server)> PairAsync()
    {
        await using IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp("host", 0));
        StreamConnection client = await _network.ConnectAsync(listener.Endpoint);
        return (client, (await listener.AcceptAsync(CancellationToken.None))!);
    }
}
