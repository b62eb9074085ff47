using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Sockeye.Bench.Processes;

/// <summary>
/// Which ports are taken, asked of the kernel, so that no server needs a connection to show that it is ready.
/// </summary>
internal static class BoundPorts
{
    public static bool Contain(string port, bool isUdp)
    {
        var all = IPGlobalProperties.GetIPGlobalProperties();
        IPEndPoint[] bound = isUdp ? all.GetActiveUdpListeners() : all.GetActiveTcpListeners();
        int number = int.Parse(port, CultureInfo.InvariantCulture);
        return bound.Any(endpoint => endpoint.Port == number);
    }

    /// <summary>For the servers that cannot choose one themselves. Nobody else is given it at once.</summary>
    public static string TakeFree(bool isUdp)
    {
        using var socket = new Socket(
            isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }
}
