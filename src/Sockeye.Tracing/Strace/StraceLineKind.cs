namespace Sockeye.Tracing.Strace;

/// <summary>What a line tells.</summary>
internal enum StraceLineKind
{
    /// <summary>A call from beginning to end.</summary>
    Call,

    /// <summary>A call that began: <c>recvfrom(3, &lt;unfinished ...&gt;</c>.</summary>
    Begin,

    /// <summary>The rest of a call that began earlier: <c>&lt;... recvfrom resumed&gt;"x", 1, …) = 1</c>.</summary>
    End,

    /// <summary>The thread got a signal.</summary>
    Signal,

    /// <summary>The thread is gone.</summary>
    Exit,
}
