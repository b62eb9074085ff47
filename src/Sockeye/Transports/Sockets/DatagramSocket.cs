using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Protocols.Text;

namespace Sockeye.Transports.Sockets;

/// <summary>A datagram socket of the kernel: UDP or UNIX.</summary>
/// <param name="socket">A bound socket; belongs to this one.</param>
/// <param name="endpoint">Where it is bound.</param>
/// <param name="peer">
/// The peer it was opened for, to be named when the network says that it cannot be reached; or null.
/// </param>
internal sealed class DatagramSocket(BerkeleySocket socket, Endpoint endpoint, Endpoint? peer) : IDatagramSocket
{
    private const int FamilyBytes = 2; // where every address begins, and where that of an unnamed UNIX socket ends

    private readonly SocketAddress _from = endpoint.IsUnix
        ? new(AddressFamily.Unix, SocketAddresses.MaxBytes)
        : new(AddressFamily.InterNetworkV6);

    private readonly PeerAddressCache _peers = new();

    public Endpoint Endpoint => endpoint;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _from.Size = _from.Buffer.Length;
        int length = await ReceiveFromAsync(buffer, cancel);
        _from.Size = Math.Max(_from.Size, FamilyBytes); // the kernel gives no address at all for an unnamed sender
        return new ReceivedDatagram(
            Math.Min(length, buffer.Length), _peers.EndPointOf(_from), WasTruncated: length > buffer.Length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) =>
        await socket.SendToAsync(datagram, to, _peers.AddressOf(to, socket), cancel);

    public ValueTask DisposeAsync()
    {
        socket.Close();
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await socket.RecvFromAsync(buffer, _from, cancel);
        }
        catch (SocketCallException e) when (peer is not null && e.InnerException is SocketException { } error)
        {
            // ICMP answered for it (IP_RECVERR)
            throw new SocketCallException("reach", PrintableText.Escape(peer.ToString()), error);
        }
    }
}
