namespace Sockeye.Shell.Options;

/// <summary>The options that the shell knows, by the numbers of Linux on x86 and Arm (asm-generic/socket.h).</summary>
internal static class SocketOptions
{
    private const int Socket = 1; // SOL_SOCKET
    private const int Ip = 0; // IPPROTO_IP
    private const int Tcp = 6; // IPPROTO_TCP
    private const int Ipv6 = 41; // IPPROTO_IPV6

    /// <summary>All of them: socket(7), tcp(7), ip(7), ipv6(7).</summary>
    public static IReadOnlyList<SocketOption> All { get; } =
    [
        new("SO_REUSEADDR", Socket, 2, OptionKind.Number, "bind although old connections are in TIME_WAIT"),
        new("SO_TYPE", Socket, 3, OptionKind.Number, "1 STREAM, 2 DGRAM, 3 RAW; read only"),
        new("SO_ERROR", Socket, 4, OptionKind.Errno, "the pending error; reading clears it"),
        new("SO_BROADCAST", Socket, 6, OptionKind.Number, "datagrams may go to broadcast addresses"),
        new("SO_SNDBUF", Socket, 7, OptionKind.Number, "send buffer in bytes; the kernel doubles what is set"),
        new("SO_RCVBUF", Socket, 8, OptionKind.Number, "receive buffer in bytes; the kernel doubles what is set"),
        new("SO_KEEPALIVE", Socket, 9, OptionKind.Number, "probe a silent peer"),
        new("SO_OOBINLINE", Socket, 10, OptionKind.Number, "urgent data among the rest"),
        new("SO_PRIORITY", Socket, 12, OptionKind.Number, "queueing priority of what is sent"),
        new("SO_LINGER", Socket, 13, OptionKind.Linger, "seconds that close waits; 0 resets the connection; OFF"),
        new("SO_REUSEPORT", Socket, 15, OptionKind.Number, "several sockets share one port"),
        new("SO_RCVLOWAT", Socket, 18, OptionKind.Number, "bytes before a stream counts as readable"),
        new("SO_RCVTIMEO", Socket, 20, OptionKind.Time, "seconds that recv and accept wait; 0 for ever"),
        new("SO_SNDTIMEO", Socket, 21, OptionKind.Time, "seconds that send and connect wait; 0 for ever"),
        new("SO_BINDTODEVICE", Socket, 25, OptionKind.Text, "one interface only, by its name"),
        new("SO_ACCEPTCONN", Socket, 30, OptionKind.Number, "whether it listens; read only"),
        new("SO_PROTOCOL", Socket, 38, OptionKind.Number, "the protocol's number; read only"),
        new("SO_DOMAIN", Socket, 39, OptionKind.Number, "the family's number; read only"),
        new("TCP_NODELAY", Tcp, 1, OptionKind.Number, "no Nagle: small segments leave at once"),
        new("TCP_MAXSEG", Tcp, 2, OptionKind.Number, "largest segment in bytes"),
        new("TCP_CORK", Tcp, 3, OptionKind.Number, "hold back until a segment is full"),
        new("TCP_KEEPIDLE", Tcp, 4, OptionKind.Number, "seconds of silence before the first probe"),
        new("TCP_KEEPINTVL", Tcp, 5, OptionKind.Number, "seconds between probes"),
        new("TCP_KEEPCNT", Tcp, 6, OptionKind.Number, "probes before the connection is given up"),
        new("TCP_SYNCNT", Tcp, 7, OptionKind.Number, "SYNs sent before connect gives up"),
        new("TCP_DEFER_ACCEPT", Tcp, 9, OptionKind.Number, "seconds: accept only peers that have sent something"),
        new("TCP_INFO", Tcp, 11, OptionKind.TcpInfo, "state, round trip, window …; read only"),
        new("TCP_QUICKACK", Tcp, 12, OptionKind.Number, "acknowledge at once"),
        new("TCP_CONGESTION", Tcp, 13, OptionKind.Text, "congestion control: cubic, bbr, reno"),
        new("TCP_USER_TIMEOUT", Tcp, 18, OptionKind.Number, "milliseconds that sent data may stay unacknowledged"),
        new("IP_TOS", Ip, 1, OptionKind.Number, "type of service, DSCP in the upper six bits"),
        new("IP_TTL", Ip, 2, OptionKind.Number, "hops a packet may make"),
        new("IP_HDRINCL", Ip, 3, OptionKind.Number, "RAW: we write the IP header"),
        new("IP_MTU_DISCOVER", Ip, 10, OptionKind.Number, "0 never, 1 per route, 2 always set Don't Fragment"),
        new("IP_MTU", Ip, 14, OptionKind.Number, "the path's MTU, of a connected socket; read only"),
        new("IP_MULTICAST_TTL", Ip, 33, OptionKind.Number, "hops of a multicast packet"),
        new("IP_MULTICAST_LOOP", Ip, 34, OptionKind.Number, "whether we hear our own multicast"),
        new("IPV6_UNICAST_HOPS", Ipv6, 16, OptionKind.Number, "hops a packet may make"),
        new("IPV6_V6ONLY", Ipv6, 26, OptionKind.Number, "no IPv4 peers as ::ffff:a.b.c.d"),
        new("IPV6_TCLASS", Ipv6, 67, OptionKind.Number, "traffic class"),
    ];

    /// <summary>By its name; null when it is not known.</summary>
    public static SocketOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);
}
