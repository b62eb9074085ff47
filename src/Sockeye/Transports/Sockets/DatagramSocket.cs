using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>A datagram socket of the kernel: UDP or UNIX.</summary>
internal sealed class DatagramSocket(BerkeleySocket socket, Endpoint endpoint) : IDatagramSocket
{
    private readonly SocketAddress _from = new(endpoint.IsUnix ? AddressFamily.Unix : AddressFamily.InterNetworkV6);
    private SocketAddress? _lastFrom;
    private EndPoint? _lastPeer;

    public Endpoint Endpoint => endpoint;

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _from.Size = _from.Buffer.Length;
        int length = await socket.RecvFromAsync(buffer, _from, cancel);
        return new ReceivedDatagram(Math.Min(length, buffer.Length), Peer(), WasTruncated: length > buffer.Length);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) =>
        await socket.SendToAsync(datagram, to, cancel);

    public ValueTask DisposeAsync()
    {
        socket.Close();
        return ValueTask.CompletedTask;
    }

    // Most datagrams come from the peer of the one before: its address is made into an object once.
    private EndPoint Peer()
    {
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
