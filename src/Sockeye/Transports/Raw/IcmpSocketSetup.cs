using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Transports.Sockets;

namespace Sockeye.Transports.Raw;

/// <summary>The options of an ICMP socket, by the numbers of Linux: .NET has no names for them.</summary>
internal static class IcmpSocketSetup
{
    /// <summary>SOL_SOCKET.</summary>
    public const int SolSocket = 1;

    /// <summary>IPPROTO_IP.</summary>
    public const int SolIp = 0;

    /// <summary>IPPROTO_IPV6.</summary>
    public const int SolIpv6 = 41;

    /// <summary>SO_TIMESTAMPNS: the time of arrival by the calendar's clock, in nanoseconds (socket(7)).</summary>
    public const int TimestampNs = 35;

    /// <summary>IP_RECVERR (ip(7)).</summary>
    public const int IpReceiveErrors = 11;

    /// <summary>IPV6_RECVERR (ipv6(7)).</summary>
    public const int Ipv6ReceiveErrors = 25;

    private const int SolRaw = 255;
    private const int SolIcmpv6 = 58;
    private const int IcmpFilter = 1; // ICMP_FILTER and ICMP6_FILTER
    private const int IpTtl = 2;
    private const int IpMtuDiscover = 10;
    private const int IpReceiveTtl = 12;
    private const int Ipv6UnicastHops = 16;
    private const int Ipv6MulticastHops = 18;
    private const int Ipv6MtuDiscover = 23;
    private const int Ipv6ReceiveHopLimit = 51;
    private const int Ipv6DontFragment = 62;
    private const int Probe = 3; // IP_PMTUDISC_PROBE: never cut, and ask the path anew each time

    // What a pinger reads: replies, and errors. Requests, which a raw socket would see as well, are none of these.
    private static readonly int[] Types4 = [0, 3, 4, 5, 11, 12];
    private static readonly int[] Types6 = [1, 2, 3, 4, 129];

    /// <exception cref="SocketException">The kernel refuses one.</exception>
    public static void Apply(BerkeleySocket socket, AddressFamily family, bool isRaw, IcmpSocketOptions options)
    {
        socket.SetOption("SO_TIMESTAMPNS", SolSocket, TimestampNs, 1);
        if (family == AddressFamily.InterNetworkV6)
            Apply6(socket, isRaw, options);
        else
            Apply4(socket, isRaw, options);
    }

    /// <summary>How many hops what is sent from now on may take.</summary>
    /// <exception cref="SocketException">The kernel refuses.</exception>
    public static void SetHopLimit(BerkeleySocket socket, AddressFamily family, int hops)
    {
        if (family == AddressFamily.InterNetwork)
        {
            socket.SetOption("IP_TTL", SolIp, IpTtl, hops);
            return;
        }

        socket.SetOption("IPV6_UNICAST_HOPS", SolIpv6, Ipv6UnicastHops, hops);
        socket.SetOption("IPV6_MULTICAST_HOPS", SolIpv6, Ipv6MulticastHops, hops);
    }

    private static void Apply4(BerkeleySocket socket, bool isRaw, IcmpSocketOptions options)
    {
        socket.SetOption("IP_RECVTTL", SolIp, IpReceiveTtl, 1);
        if (isRaw)
            socket.SetOption(
                "ICMP_FILTER", SolRaw, IcmpFilter,
                ~Types4.Aggregate(0, static (mask, type) => mask | (1 << type)));
        else
            socket.SetOption("IP_RECVERR", SolIp, IpReceiveErrors, 1);
        if (options.HopLimit is { } hops)
            SetHopLimit(socket, AddressFamily.InterNetwork, hops);
        if (options.DontFragment)
            socket.SetOption("IP_MTU_DISCOVER", SolIp, IpMtuDiscover, Probe);
    }

    private static void Apply6(BerkeleySocket socket, bool isRaw, IcmpSocketOptions options)
    {
        socket.SetOption("IPV6_RECVHOPLIMIT", SolIpv6, Ipv6ReceiveHopLimit, 1);
        if (isRaw)
            socket.SetOption("ICMP6_FILTER", SolIcmpv6, IcmpFilter, BlockAllBut(Types6)); // RFC 3542 §3.2
        else
            socket.SetOption("IPV6_RECVERR", SolIpv6, Ipv6ReceiveErrors, 1);
        if (options.HopLimit is { } hops)
            SetHopLimit(socket, AddressFamily.InterNetworkV6, hops);

        if (options.DontFragment)
        {
            socket.SetOption("IPV6_MTU_DISCOVER", SolIpv6, Ipv6MtuDiscover, Probe);
            socket.SetOption("IPV6_DONTFRAG", SolIpv6, Ipv6DontFragment, 1);
        }
    }

    private static byte[] BlockAllBut(int[] types)
    {
        uint[] blocked = [.. Enumerable.Repeat(uint.MaxValue, 8)];
        foreach (int type in types)
            blocked[type / 32] &= ~(1u << (type % 32));
        return MemoryMarshal.AsBytes(blocked.AsSpan()).ToArray();
    }
}
