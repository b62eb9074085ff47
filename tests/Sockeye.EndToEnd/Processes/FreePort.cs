using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.EndToEnd.Processes;

/// <summary>A port for a foreign server that cannot take port 0, or does not tell which one it got.</summary>
/// <remarks>
/// It lies below those that the kernel hands out (32768 and more, ip(7)), so nobody who asks for any port gets it in
/// between; and each is given to one test only, of all the runs on this machine: a name in the network namespace says
/// that it is taken, for as long as this run lasts.
/// </remarks>
internal static class FreePort
{
    private const int Below = 32_768;

    private static readonly ConcurrentBag<Socket> Reserved = [];

    // Above those of the exercises.
    private static int _last = Random.Shared.Next(23_000, 31_000);

    public static int Tcp() => Next(SocketType.Stream, ProtocolType.Tcp);

    public static int Udp() => Next(SocketType.Dgram, ProtocolType.Udp);

    private static int Next(SocketType type, ProtocolType protocol)
    {
        for (int port = Interlocked.Increment(ref _last); port < Below; port = Interlocked.Increment(ref _last))
        {
            if (IsReserved(port) && IsFree(port, type, protocol))
                return port;
        }

        throw new InvalidOperationException($"no port below {Below} is left");
    }

    private static bool IsReserved(int port)
    {
        var name = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            name.Bind(new UnixDomainSocketEndPoint($"\0sockeye-test-port-{port}"));
            Reserved.Add(name);
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            name.Dispose();
            return false;
        }
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
