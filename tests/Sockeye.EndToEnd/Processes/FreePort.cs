using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
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

    public static int Tcp() => Next(ProtocolType.Tcp);

    public static int Udp() => Next(ProtocolType.Udp);

    private static int Next(ProtocolType protocol)
    {
        for (int port = Interlocked.Increment(ref _last); port < Below; port = Interlocked.Increment(ref _last))
        {
            if (IsReserved(port) && IsFree(port, protocol))
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

    // Looked up, not tried: a program that another test is just starting would keep the socket for a moment.
    private static bool IsFree(int port, ProtocolType protocol)
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        IEnumerable<IPEndPoint> used = protocol == ProtocolType.Udp
            ? network.GetActiveUdpListeners()
            : network.GetActiveTcpListeners()
                .Concat(network.GetActiveTcpConnections().Select(connection => connection.LocalEndPoint));
        return used.All(local => local.Port != port);
    }
}
