using Sockeye.Transports.Sockets;

namespace Sockeye.Transports.Raw;

/// <summary>How echo requests travel.</summary>
public sealed record IcmpSocketOptions
{
    /// <summary>How many hops they may take, 1 to 255. Default: null, the system's own, 64 mostly.</summary>
    public int? HopLimit { get; init; }

    /// <summary>
    /// Whether nobody may cut them, so that a link that is too narrow says so (IP_PMTUDISC_PROBE, ip(7)). Default: no.
    /// </summary>
    public bool DontFragment { get; init; }

    /// <summary>
    /// The file of this program, for the hint of what would give it the right to a raw socket. Default: null, the hint
    /// says <c>PROGRAM</c>.
    /// </summary>
    public string? ProgramPath { get; init; }

    /// <summary>Is told of every call; null, the default, for nobody.</summary>
    public ISocketCallSink? Calls { get; init; }
}
