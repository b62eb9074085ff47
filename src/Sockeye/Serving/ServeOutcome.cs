namespace Sockeye.Serving;

/// <summary>How a server ended.</summary>
public enum ServeOutcome
{
    /// <summary>All work that had begun was finished.</summary>
    Drained,

    /// <summary>Some work was cut off: the drain time ran out, or stopping was insisted on.</summary>
    CutOff,
}
