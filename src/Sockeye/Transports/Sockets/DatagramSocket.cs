using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Native;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>A datagram socket of the kernel: UDP or UNIX.</summary>
/// <param name="socket">A bound socket; belongs to this one.</param>
/// <param name="endpoint">Where it is bound.</param>
/// <param name="peer">
/// The peer it was opened for, to be named when the network says that it cannot be reached; or null.
/// </param>
/// <param name="room">Asks the kernel for room.</param>
internal sealed class DatagramSocket(
    BerkeleySocket socket, Endpoint endpoint, Endpoint? peer, ReceiveRoom room) : IDatagramSocket
{
    private const int FamilyBytes = 2; // where every address begins, and where that of an unnamed UNIX socket ends

    private readonly SocketAddress _from = endpoint.IsUnix
        ? new(AddressFamily.Unix, SocketAddresses.MaxBytes)
        : new(AddressFamily.InterNetworkV6);

    private readonly PeerAddressCache _peers = new();
    private int _reserved;
    private bool _receivesBatches;
    private bool? _sendsBatches = endpoint.IsUnix ? false : null; // null: not asked yet

    public Endpoint Endpoint => endpoint;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (_receivesBatches)
            throw new InvalidOperationException("a socket that receives batches receives nothing else");

        _from.Size = _from.Buffer.Length;
        try
        {
            int length = await socket.Io.ReceiveFromAsync(buffer, _from, cancel);
            return new ReceivedDatagram(Math.Min(length, buffer.Length), Sender(), length > buffer.Length);
        }
        catch (SocketCallException e) when (peer is not null)
        {
            throw Unreachable(peer, e);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedBatch> ReceiveBatchAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (!_receivesBatches && !endpoint.IsUnix)
            TryReceiveSegments(); // where it is refused, each datagram comes alone
        _receivesBatches = true;
        _from.Size = _from.Buffer.Length;
        try
        {
            (int bytes, int each) = await socket.Io.ReceiveSegmentsAsync(buffer, _from, cancel);
            return new ReceivedBatch(Math.Min(bytes, buffer.Length), each, Sender(), bytes > buffer.Length);
        }
        catch (SocketCallException e) when (peer is not null)
        {
            throw Unreachable(peer, e);
        }
    }

    public void TakeOnlyUnicast()
    {
        if (!endpoint.IsUnix)
            socket.TakeOnlyUnicast();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) =>
        await socket.Io.SendToAsync(datagram, _peers.AddressOf(to, socket), cancel);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendBatchAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, EndPoint to, CancellationToken cancel)
    {
        SocketAddress address = _peers.AddressOf(to, socket);
        if (datagrams.Length > datagramBytes && (_sendsBatches ??= KnowsSegments()))
        {
            if (await socket.Io.SendSegmentsAsync(datagrams, datagramBytes, address, cancel) is not null)
                return;
            _sendsBatches = false; // the path does not take them; nothing has left yet
        }

        for (; datagrams.Length > datagramBytes; datagrams = datagrams[datagramBytes..])
            await socket.Io.SendToAsync(datagrams[..datagramBytes], address, cancel);
        await socket.Io.SendToAsync(datagrams, address, cancel);
    }

    public void Reserve(int bytes)
    {
        if (bytes <= _reserved)
            return;

        _reserved = bytes;
        room.Reserve(socket, bytes);
    }

    public ValueTask DisposeAsync()
    {
        socket.Close();
        return ValueTask.CompletedTask;
    }

    // ICMP answered for it (IP_RECVERR).
    private static SocketCallException Unreachable(Endpoint peer, SocketCallException error) =>
        error.InnerException is SocketException cause
            ? new SocketCallException("reach", PrintableText.Escape(peer.ToString()), cause)
            : error;

    // Datagrams of one sender that arrive together are received together (UDP_GRO, udp(7)), where the kernel can.
    private void TryReceiveSegments()
    {
        try
        {
            socket.SetOption("UDP_GRO", SegmentedCalls.Level, SegmentedCalls.ReceiveOption, 1);
        }
        catch (SocketException)
        {
            // an older kernel: they come one by one
        }
    }

    // UDP_SEGMENT (udp(7)). A kernel that does not know it would send a batch as one long datagram.
    private bool KnowsSegments()
    {
        try
        {
            // 0 is the default: nothing changes
            socket.SetOption("UDP_SEGMENT", SegmentedCalls.Level, SegmentedCalls.SendOption, 0);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private EndPoint Sender()
    {
        _from.Size = Math.Max(_from.Size, FamilyBytes); // the kernel gives no address at all for an unnamed sender
        return _peers.EndPointOf(_from);
    }
}
