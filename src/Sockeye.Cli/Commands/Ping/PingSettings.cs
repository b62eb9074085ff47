using System.Net.Sockets;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports.Raw;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>What the options of <c>ping</c> say.</summary>
/// <param name="Count">How many requests to each host; null when not said.</param>
/// <param name="Interval">Between them; null when not said.</param>
/// <param name="Requests">Time-out and length of each.</param>
/// <param name="Family">The only family of addresses to use; null for either.</param>
/// <param name="Socket">How they travel.</param>
/// <param name="IsQuiet">Whether only the summary is wanted.</param>
/// <param name="HasPlot">Whether a curve is wanted where one can be drawn.</param>
internal sealed record PingSettings(
    int? Count, TimeSpan? Interval, PingOptions Requests, AddressFamily? Family, IcmpSocketOptions Socket,
    bool IsQuiet, bool HasPlot);
