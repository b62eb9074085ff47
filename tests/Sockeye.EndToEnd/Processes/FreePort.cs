using System.Net;
using System.Net.Sockets;

namespace Sockeye.EndToEnd.Processes;

/// <summary>A port for a foreign server that cannot take port 0, or does not tell which one it got.</summary>
/// <remarks>
/// It lies below those that the kernel hands out (32768 and more, ip(7)), so nobody who asks for any port gets it in
/// between; and each is given to one test only.
/// </remarks>
internal static class FreePort
{
    private const int Below = 32_768;

    // Above those of the exercises. Two runs side by side begin apart.
    private static int _last = Random.Shared.Next(23_000, 31_000);

    public static int Tcp() => Next(SocketType.Stream, ProtocolType.Tcp);

    public static int Udp() => Next(SocketType.Dgram, ProtocolType.Udp);

    private static int Next(SocketType type, ProtocolType protocol)
    {
        for (int port = Interlocked.Increment(ref _last); port < Below; port = Interlocked.Increment(ref _last))
        {
            if (IsFree(port, type, protocol))
                return port;
        }

        throw new InvalidOperationException($"no port below {Below} is left");
    }

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
