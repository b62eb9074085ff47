namespace Sockeye.Tracing.Ladders;

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
