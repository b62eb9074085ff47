using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>A UNIX address to bind to, with room for peers whose own names are longer.</summary>
/// <remarks>
/// .NET copies the name of an accepted peer into a buffer as long as the listener's address. Where it does not fit,
/// an exception that nobody can catch ends the process: any peer could do that by the choice of its name.
/// </remarks>
internal sealed class UnixBindAddress(UnixDomainSocketEndPoint address) : EndPoint
{
    public override AddressFamily AddressFamily => AddressFamily.Unix;

    private bool _isBound; // bind asks first, and needs the exact size; accept asks after it, and needs room

    public override SocketAddress Serialize()
    {
        SocketAddress exact = address.Serialize();
        var roomy = new SocketAddress(AddressFamily.Unix, SocketAddresses.MaxBytes);
        exact.Buffer.Span[..exact.Size].CopyTo(roomy.Buffer.Span);
        if (!_isBound)
            roomy.Size = exact.Size;
        _isBound = true;
        return roomy;
    }

    public override EndPoint Create(SocketAddress socketAddress) => address.Create(socketAddress);

    public override string ToString() => address.ToString();
}
