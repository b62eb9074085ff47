using System.Net;
using System.Threading.Channels;

namespace Sockeye.Transports.Memory;

/// <summary>A datagram socket of a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryDatagramSocket(MemoryNetwork network, Endpoint endpoint, EndPoint address) : IDatagramSocket
{
    private const int QueuedDatagrams = 1024; // beyond it datagrams are dropped, as by a full socket buffer

    private readonly Channel<(byte[] Payload, EndPoint From)> _queue =
        Channel.CreateBounded<(byte[], EndPoint)>(
            new BoundedChannelOptions(QueuedDatagrams) { FullMode = BoundedChannelFullMode.DropWrite });

    public Endpoint Endpoint => endpoint;

    public void Enqueue(ReadOnlySpan<byte> datagram, EndPoint from) =>
        _queue.Writer.TryWrite((datagram.ToArray(), from));

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        (byte[] payload, EndPoint from) = await ReadQueueAsync(cancel);
        int length = Math.Min(payload.Length, buffer.Length);
        payload.AsMemory(0, length).CopyTo(buffer);
        return new ReceivedDatagram(length, from, WasTruncated: length < payload.Length);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel)
    {
        network.Deliver(datagram.Span, address, to);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        network.Remove(address);
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<(byte[] Payload, EndPoint From)> ReadQueueAsync(CancellationToken cancel)
    {
        try
        {
            return await _queue.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException)
        {
            throw new TransportException(TransportFailure.Over, "the socket was closed");
        }
    }
}
