using System.Net.Sockets;
using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>What the options of <c>route</c> say.</summary>
/// <param name="Rounds">How many; null when not said.</param>
/// <param name="Options">Hops and times.</param>
/// <param name="IsUdp">Whether the probes are UDP.</param>
/// <param name="FirstPort">Of UDP: where the ports begin.</param>
/// <param name="Family">The only family of addresses to use; null for either.</param>
/// <param name="WithNames">Whether the names of the hops are looked up.</param>
/// <param name="IsReport">Whether only the table is wanted, at the end.</param>
internal sealed record RouteSettings(
    int? Rounds, RouteOptions Options, bool IsUdp, int? FirstPort, AddressFamily? Family, bool WithNames, bool IsReport)
{
    /// <summary>What the probes are.</summary>
    public RouteMethod MethodTo(RouteDestination destination) => !IsUdp ? RouteMethod.Icmp
        : destination.Port is { } only ? RouteMethod.UdpTo(only)
        : RouteMethod.UdpFrom(FirstPort ?? RouteMethod.DefaultPort);
}
