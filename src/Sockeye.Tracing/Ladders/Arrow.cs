namespace Sockeye.Tracing.Ladders;

/// <summary>What one call caused another to get.</summary>
/// <param name="Kind">What went over.</param>
/// <param name="From">The call that caused it; null when it came from a peer outside.</param>
/// <param name="To">The call that got it; null when it went to a peer outside, or nobody got it.</param>
/// <param name="FromLane">Where it begins.</param>
/// <param name="ToLane">Where it ends.</param>
/// <param name="Bytes">How many bytes; 0 for a connection or an end.</param>
public sealed record Arrow(ArrowKind Kind, LoggedCall? From, LoggedCall? To, Lane FromLane, Lane ToLane, long Bytes);

/// <summary>What an arrow carries.</summary>
public enum ArrowKind
{
    /// <summary>Bytes.</summary>
    Data,

    /// <summary>A new connection, from <c>connect</c> to <c>accept</c>.</summary>
    Connection,

    /// <summary>The end of a stream, from <c>shutdown</c> or <c>close</c> to the <c>recv</c> that returns 0.</summary>
    End,
}
