using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Route;

/// <summary>What an ICMP error about a probe means.</summary>
internal static class RouteVerdict
{
    /// <summary>The answer in an error.</summary>
    /// <param name="number">Which probe it is about.</param>
    /// <param name="cause">What it says.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="target">Where the probe was going.</param>
    /// <returns>null when the probe went on, or got lost otherwise than on its way.</returns>
    /// <remarks>
    /// Whatever the destination says, it has been reached, unless its own hop limit was: then it stands before another
    /// host of its address.
    /// </remarks>
    public static RouteAnswer? Of(ushort number, IcmpErrorCause cause, IPAddress from, IPAddress target)
    {
        if (cause.IsAdvice || cause.IsReassembly)
            return null;
        if (cause.IsTimeExceeded)
            return new RouteAnswer(number, RouteEventKind.Hop, from);

        return from.Equals(target)
            ? new RouteAnswer(number, RouteEventKind.Reached, from, cause.IsPortUnreachable ? null : cause)
            : new RouteAnswer(number, RouteEventKind.Refused, from, cause);
    }
}
