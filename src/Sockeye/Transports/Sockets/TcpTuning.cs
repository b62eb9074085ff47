using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>The options of every TCP connection of ours.</summary>
/// <remarks>
/// A peer that vanished (cable, crash, power) is noticed in about half a minute, even while nothing is sent: tcp(7),
/// TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT. On Linux an accepted socket has the options of its listener, so that they
/// cost five calls once and not for each peer.
/// </remarks>
internal static class TcpTuning
{
    /// <summary>Whether accepted sockets have the options of the listening one.</summary>
    public static bool IsInherited => OperatingSystem.IsLinux();

    /// <summary>What they are, in the order in which they are set. Linux only.</summary>
    public static IEnumerable<int> Read(BerkeleySocket socket)
    {
        (int Level, int Name)[] options = [(6, 1), (1, 9), (6, 4), (6, 5), (6, 6)]; // tcp(7), socket(7)
        byte[] value = new byte[sizeof(int)];
        foreach ((int level, int name) in options)
            yield return socket.Status.PeekSockOpt(level, name, value) > 0 ? BitConverter.ToInt32(value) : 0;
    }

    /// <summary>Sets them, on a connection or on a listening socket.</summary>
    public static void Apply(BerkeleySocket socket)
    {
        try
        {
            socket.SetOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1);
            socket.SetOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
            socket.SetOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
            socket.SetOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        }
        catch (SocketCallException)
        {
            // the peer reset the connection meanwhile; the first read will say so
        }
    }
}
