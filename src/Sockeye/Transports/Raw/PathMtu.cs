using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Transports.Sockets;

namespace Sockeye.Transports.Raw;

/// <summary>
/// How long a packet to a host may be, by what this machine knows of the way: at least of its own link.
/// </summary>
internal static class PathMtu
{
    private const int IpMtu = 14; // IP_MTU (ip(7)): of a socket that is connected
    private const int Ipv6Mtu = 24; // IPV6_MTU (ipv6(7))

    /// <returns>In bytes, the IP header included; null when it is not known.</returns>
    public static int? To(IPAddress host, ISocketCallSink? calls, TimeProvider time)
    {
        bool isV6 = host.AddressFamily == AddressFamily.InterNetworkV6;
        try
        {
            using var socket = new BerkeleySocket(
                host.AddressFamily, SocketType.Dgram, ProtocolType.Unspecified, calls, time);
            ValueTask connecting = socket.ConnectAsync(new IPEndPoint(host, 9)); // sends nothing
            if (!connecting.IsCompletedSuccessfully)
                return null;

            int mtu = 0;
            socket.GetSockOpt(
                isV6 ? IcmpSocketSetup.SolIpv6 : IcmpSocketSetup.SolIp, isV6 ? Ipv6Mtu : IpMtu,
                MemoryMarshal.AsBytes(new Span<int>(ref mtu)));
            return mtu > 0 ? mtu : null;
        }
        catch (SocketCallException)
        {
            return null;
        }
    }
}
