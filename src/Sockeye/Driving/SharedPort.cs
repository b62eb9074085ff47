using System.Buffers;
using System.Net;
using System.Threading.Channels;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>
/// One peer's part of a socket that many exchanges share: sends through it, receives what the server sorts out.
/// </summary>
/// <param name="socket">The server's socket; not disposed here.</param>
/// <param name="peer">Whose datagrams come here.</param>
internal sealed class SharedPort(IDatagramSocket socket, EndPoint peer) : IDatagramSocket
{
    // Our choice: the largest default window of TFTP, twice. Beyond it datagrams are dropped, as by a full buffer.
    private const int QueuedDatagrams = 128;

    private readonly Channel<(byte[] Rented, int Length)> _queue = Channel.CreateBounded<(byte[], int)>(
        new BoundedChannelOptions(QueuedDatagrams) { SingleReader = true });

    public Endpoint Endpoint => socket.Endpoint;

    /// <summary>Gives a datagram to the exchange; false when its queue is full, or the exchange is over.</summary>
    public bool TryEnqueue(ReadOnlySpan<byte> datagram)
    {
        // returned by ReceiveAsync, or dropped with the queue
        byte[] rented = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(rented);
        if (_queue.Writer.TryWrite((rented, datagram.Length)))
            return true;

        ArrayPool<byte>.Shared.Return(rented);
        return false;
    }

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        (byte[] rented, int bytes) = await _queue.Reader.ReadAsync(cancel);
        int length = Math.Min(bytes, buffer.Length);
        rented.AsMemory(0, length).CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(rented);
        return new ReceivedDatagram(length, peer, WasTruncated: length < bytes);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) =>
        socket.SendAsync(datagram, to, cancel);

    public ValueTask SendBatchAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, EndPoint to, CancellationToken cancel) =>
        socket.SendBatchAsync(datagrams, datagramBytes, to, cancel);

    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
