namespace Sockeye.Tracing.Ladders;

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
