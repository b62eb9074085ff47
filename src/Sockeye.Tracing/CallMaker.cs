namespace Sockeye.Tracing;

/// <summary>Who makes a call.</summary>
/// <param name="Process">The process, by its number; 0 when it is not known.</param>
/// <param name="Sequence">
/// Whose calls follow one another: a thread; where tasks share threads, one direction of a socket.
/// </param>
/// <param name="Program">The program's name.</param>
public sealed record CallMaker(int Process, long Sequence, string Program)
{
    /// <summary>Nobody in particular.</summary>
    public static CallMaker Unknown { get; } = new(0, 0, "");
}
