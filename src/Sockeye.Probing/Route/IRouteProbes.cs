using System.Net;
using Sockeye.Transports;

namespace Sockeye.Probing.Route;

/// <summary>What the probes of a way are: how they are written, and what answers them.</summary>
internal interface IRouteProbes
{
    /// <summary>The length of a probe in bytes, without the IP header and that of UDP.</summary>
    int Bytes { get; }

    /// <summary>Where a probe goes.</summary>
    IPEndPoint Destination(ushort number);

    /// <summary>Writes a probe.</summary>
    /// <param name="message">Where: <see cref="Bytes"/> of it.</param>
    /// <param name="number">Which.</param>
    void Write(Span<byte> message, ushort number);

    /// <summary>Reads what came.</summary>
    /// <param name="received">From anybody.</param>
    /// <param name="session">Knows which probes there are.</param>
    /// <returns>null when it answers no probe of ours: anybody may send it.</returns>
    RouteAnswer? Read(ReceivedIcmp received, RouteSession session);
}
