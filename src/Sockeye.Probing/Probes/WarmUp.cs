using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Probing.Probes;

/// <summary>
/// Runs once through what is about to be measured, so that the first figure is the network's and not ours.
/// </summary>
/// <remarks>
/// The first connection of a process takes some 15 ms of compiling and loading, which is a hundred times the way to
/// another machine of the same room. So this connects to itself first; nothing leaves the machine.
/// </remarks>
internal static class WarmUp
{
    /// <summary>Resolves and connects. Where that fails, the first figures are higher, and nothing else.</summary>
    public static async Task RunAsync(EndpointProbe probe, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            using var listener = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream, time: time);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            EndPoint address = listener.LocalEndPoint!;
            var endpoint = Endpoint.Tcp("localhost", ((IPEndPoint)address).Port);
            await probe.ResolveAsync(endpoint, cancel);
            await probe.TryAsync(endpoint, address, cancel);
            listener.Close();
            await probe.TryAsync(endpoint, address, cancel); // being refused is a way of its own

            using var bound = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Dgram, time: time);
            bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            address = bound.LocalEndPoint!;
            bound.Close();
            await probe.TryAsync(Endpoint.Udp("localhost", ((IPEndPoint)address).Port), address, cancel);
        }
        catch (SocketCallException)
        {
            // no loopback in this network namespace
        }
    }
}
