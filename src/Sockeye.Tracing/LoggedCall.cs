namespace Sockeye.Tracing;

/// <summary>A call in its place: what came before it is known. Compared by identity.</summary>
/// <param name="number">1 for the first call of the trace, those that were dropped counted.</param>
/// <param name="call">The call.</param>
/// <param name="offset">Of bytes in a stream: how many went the same way before.</param>
/// <param name="before">The state of its socket before it.</param>
/// <param name="after">The state after it.</param>
public sealed class LoggedCall(int number, TracedCall call, long offset, SocketState before, SocketState after)
{
    /// <summary>1 for the first call of the trace.</summary>
    public int Number => number;

    /// <summary>The call.</summary>
    public TracedCall Call => call;

    /// <summary>How many bytes of the stream went the same way before.</summary>
    public long Offset => offset;

    /// <summary>The state of its socket before it.</summary>
    public SocketState Before => before;

    /// <summary>The state after it.</summary>
    public SocketState After => after;
}
