namespace Sockeye.Tracing.Ladders;

/// <summary>A rung: a call, or the beginning or the end of one that waited while others happened.</summary>
/// <param name="Index">Its place from the top, from 0.</param>
/// <param name="Part">What it shows of the call.</param>
/// <param name="Logged">The call.</param>
/// <param name="Lane">Where it stands.</param>
/// <param name="Arrows">
/// The arrows that end in it, or go out of it to a peer outside; none at the beginning of a call.
/// </param>
/// <param name="WaitedFor">Whose call ended the wait; null when it did not wait, or nobody is known.</param>
public sealed record Step(
    int Index, StepPart Part, LoggedCall Logged, Lane Lane, IReadOnlyList<Arrow> Arrows, Lane? WaitedFor)
{
    /// <summary>Calls of the same name that followed at once and changed nothing: a row of <c>setsockopt</c>.</summary>
    public IReadOnlyList<LoggedCall> Repeats { get; init; } = [];

    /// <summary>The call.</summary>
    public TracedCall Call => Logged.Call;

    /// <summary>When: a call that receives when it returned, any other when it was made.</summary>
    public TimeSpan Time => CausalOrder.TimeOf(Call, Part);

    /// <summary>Whether the caller waited long enough to tell.</summary>
    public bool Waited => Part != StepPart.Begin && CausalOrder.Waited(Call);

    /// <summary>Whether the state of the socket changed.</summary>
    public bool ChangesState => Part != StepPart.Begin && Logged.Before != Logged.After;
}

/// <summary>Which part of a call a step shows.</summary>
public enum StepPart
{
    /// <summary>All of it: nothing else happened meanwhile.</summary>
    Whole,

    /// <summary>It was called, and waits.</summary>
    Begin,

    /// <summary>It returned.</summary>
    End,
}
