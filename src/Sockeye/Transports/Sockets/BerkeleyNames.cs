using System.Globalization;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>What a call is given, as the Berkeley socket API calls it; .NET has names of its own.</summary>
internal static class BerkeleyNames
{
    /// <summary>The arguments of <c>socket</c>; a protocol that is left to the system is none.</summary>
    public static string OfSocket(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        string arguments = $"{Of(family)}, {type.ToString().ToUpperInvariant()}";
        return protocol == ProtocolType.Unspecified
            ? arguments
            : string.Create(CultureInfo.InvariantCulture, $"{arguments}, {(int)protocol}");
    }

    /// <summary>The argument of <c>shutdown</c>.</summary>
    public static string Of(SocketShutdown how) => how switch
    {
        SocketShutdown.Receive => "RD",
        SocketShutdown.Send => "WR",
        _ => "RDWR",
    };

    /// <summary>An option, as setsockopt(2) calls it.</summary>
    public static string Of(SocketOptionLevel level, SocketOptionName name) => (level, name) switch
    {
        (SocketOptionLevel.Tcp, SocketOptionName.NoDelay) => "TCP_NODELAY",
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime) => "TCP_KEEPIDLE",
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval) => "TCP_KEEPINTVL",
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount) => "TCP_KEEPCNT",
        (SocketOptionLevel.Socket, SocketOptionName.KeepAlive) => "SO_KEEPALIVE",
        (SocketOptionLevel.IPv6, SocketOptionName.IPv6Only) => "IPV6_V6ONLY",
        _ => name.ToString(),
    };

    private static string Of(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => "INET",
        AddressFamily.InterNetworkV6 => "INET6",
        _ => family.ToString().ToUpperInvariant(),
    };
}
