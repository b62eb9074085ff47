using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>What was traced, as JSON.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Began">When it began, ISO 8601 with the offset from UTC.</param>
/// <param name="Sockets">How many sockets are told of.</param>
/// <param name="Hidden">How many are not.</param>
internal sealed record TraceJson(string Command, DateTimeOffset Began, int Sockets, int Hidden)
{
    /// <returns>null when nobody told what it is.</returns>
    public static TraceJson? Of(Ladder ladder) => ladder.Origin is { } origin
        ? new TraceJson(origin.Command, origin.Began, ladder.ShownSockets, ladder.Hidden.Count)
        : null;
}
