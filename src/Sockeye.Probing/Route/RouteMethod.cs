using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Route;

/// <summary>What the probes are.</summary>
public sealed class RouteMethod
{
    /// <summary>The first port of UDP probes, as traceroute(8): nobody should listen there.</summary>
    public const int DefaultPort = 33_434;

    /// <summary>The highest first port: the probes go to as many ports above it as can be unanswered.</summary>
    public const int MaxFirstPort = 65_535 - RouteSession.Remembered + 1;

    private readonly Func<PingTarget, IIcmpSocket, ulong, IRouteProbes> _make;

    private RouteMethod(Func<PingTarget, IIcmpSocket, ulong, IRouteProbes> make) => _make = make;

    /// <summary>ICMP echo requests.</summary>
    public static RouteMethod Icmp { get; } = new(static (target, socket, token) => new EchoProbes(
        target, socket.KernelIdentifies ? null : (ushort)token, new PingPayload(token)));

    /// <summary>UDP datagrams, each to the next port.</summary>
    /// <param name="firstPort">1 to <see cref="MaxFirstPort"/>.</param>
    public static RouteMethod UdpFrom(int firstPort = DefaultPort) => new((target, _, token) =>
        new UdpProbes(target, firstPort, isOnly: false, new PingPayload(token)));

    /// <summary>UDP datagrams, all to one port.</summary>
    /// <param name="port">1 to 65,535.</param>
    public static RouteMethod UdpTo(int port) => new((target, _, token) =>
        new UdpProbes(target, port, isOnly: true, new PingPayload(token)));

    internal IRouteProbes ProbesTo(PingTarget target, IIcmpSocket socket, ulong token) =>
        _make(target, socket, token);
}
