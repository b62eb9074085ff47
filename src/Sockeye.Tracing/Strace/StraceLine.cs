namespace Sockeye.Tracing.Strace;

/// <summary>One line of strace's output (strace(1), with <c>-f -ttt -T</c> and, where it can, <c>-Y</c>).</summary>
internal sealed record StraceLine
{
    public required StraceLineKind Kind { get; init; }

    /// <summary>The thread.</summary>
    public required int Thread { get; init; }

    /// <summary>The name of its program; empty without <c>-Y</c>.</summary>
    public required string Program { get; init; }

    /// <summary>When: since 1970.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The name of the call.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its arguments, or as many of them as the line has.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>What follows the equals sign, without the duration; <c>?</c> when it never returned.</summary>
    public string Result { get; init; } = "";

    /// <summary>How long the call took.</summary>
    public TimeSpan Duration { get; init; }
}

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
