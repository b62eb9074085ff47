using System.Net;
using System.Net.Sockets;
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
        ? new(AddressFamily.Unix, UnixBindAddress.MaxBytes)
        : new(AddressFamily.InterNetworkV6);

    private SocketAddress? _lastFrom;
    private EndPoint? _lastPeer;

    public Endpoint Endpoint => endpoint;

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _from.Size = _from.Buffer.Length;
        int length = await ReceiveFromAsync(buffer, cancel);
        return new ReceivedDatagram(Math.Min(length, buffer.Length), Peer(), WasTruncated: length > buffer.Length);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) =>
        await socket.SendToAsync(datagram, to, cancel);

    public ValueTask DisposeAsync()
    {
        socket.Close();
        return ValueTask.CompletedTask;
    }

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

    // Most datagrams come from the peer of the one before: its address is made into an object once.
    private EndPoint Peer()
    {
        _from.Size = Math.Max(_from.Size, FamilyBytes); // the kernel gives no address at all for an unnamed sender
        if (_lastPeer is not null && _from.Equals(_lastFrom))
            return _lastPeer;

        EndPoint template = endpoint.IsUnix ? new UnixDomainSocketEndPoint("/") : new IPEndPoint(AddressOfFamily(), 0);
        _lastFrom = new SocketAddress(_from.Family, _from.Size);
        _from.Buffer.Span[.._from.Size].CopyTo(_lastFrom.Buffer.Span);
        return _lastPeer = template.Create(_from);
    }

    private IPAddress AddressOfFamily() =>
        _from.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
}
