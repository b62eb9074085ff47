using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>Addresses as the kernel writes them, <c>struct sockaddr</c>, and as .NET has them.</summary>
internal static class SocketAddresses
{
    /// <summary>The size of any address in bytes: <c>sockaddr_storage</c> (RFC 3493 §3.10).</summary>
    public const int MaxBytes = 128;

    private const int LinuxInet6 = 10; // AF_INET6

    private static readonly EndPoint Inet = new IPEndPoint(IPAddress.Any, 0);
    private static readonly EndPoint Inet6 = new IPEndPoint(IPAddress.IPv6Any, 0);

    /// <summary>The address in the form that the calls of a socket of that family take.</summary>
    public static SocketAddress Of(EndPoint peer, AddressFamily family)
    {
        bool isDualStack = family == AddressFamily.InterNetworkV6; // knows an IPv4 address as ::ffff:a.b.c.d
        return isDualStack && peer is IPEndPoint { AddressFamily: AddressFamily.InterNetwork } ip
            ? new IPEndPoint(ip.Address.MapToIPv6(), ip.Port).Serialize()
            : peer.Serialize();
    }

    /// <summary>The address in .NET's form; null when it is that of an unbound socket.</summary>
    public static EndPoint? EndPointOf(ReadOnlySpan<byte> address) =>
        EndPointOf(Copy(address)) is var endPoint && endPoint is not IPEndPoint { Port: 0 } ? endPoint : null;

    /// <summary>The address in .NET's form, whatever it is; null when there is none.</summary>
    public static EndPoint? Named(ReadOnlySpan<byte> address) =>
        address.IsEmpty ? null : EndPointOf(Copy(address));

    /// <summary><c>accept</c>, with the address that it tells.</summary>
    public static Errno Accept(SafeHandle listener, out int descriptor, out EndPoint? peer)
    {
        Span<byte> address = stackalloc byte[MaxBytes];
        Errno error = SocketCalls.Accept(listener, address, out int bytes, out descriptor);
        peer = error == Errno.None ? Named(address[..bytes]) : null;
        return error;
    }

    /// <summary>The address in .NET's form.</summary>
    public static EndPoint EndPointOf(SocketAddress address) => address.Family switch
    {
        AddressFamily.Unix => Unix.Factory.Create(address),
        AddressFamily.InterNetworkV6 => Inet6.Create(address),
        _ => Inet.Create(address),
    };

    public static SocketAddress Copy(ReadOnlySpan<byte> address)
    {
        var family = (AddressFamily)BitConverter.ToUInt16(address); // AF_UNIX, AF_INET: the same in .NET…
        if (family == (AddressFamily)LinuxInet6)
            family = AddressFamily.InterNetworkV6; // …but not AF_INET6
        var copy = new SocketAddress(family, address.Length);
        address.CopyTo(copy.Buffer.Span);
        return copy;
    }

    // On its own: to make one, .NET opens and closes a socket of each family, to see which there are.
    private static class Unix
    {
        public static readonly EndPoint Factory = new UnixDomainSocketEndPoint("/");
    }
}
