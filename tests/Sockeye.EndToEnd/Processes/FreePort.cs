using System.Net;
using System.Net.Sockets;

namespace Sockeye.EndToEnd.Processes;

/// <summary>A port for a foreign server that cannot take port 0, or does not tell which one it got.</summary>
/// <remarks>
/// The kernel chose it a moment ago, and it is free again. Another program could get it before the server does; the kernel
/// hands ports out in turn, so that takes a whole round within milliseconds.
/// </remarks>
internal static class FreePort
{
    public static int Tcp() => Bind(SocketType.Stream, ProtocolType.Tcp);

    public static int Udp() => Bind(SocketType.Dgram, ProtocolType.Udp);

    private static int Bind(SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
