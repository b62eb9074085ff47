namespace Sockeye.Fuzz;

/// <summary>Something that takes bytes of a stranger, and must hold whatever they are.</summary>
/// <param name="Name">What a person writes, and the name of its corpus.</param>
/// <param name="Run">Takes one input. Any exception is a finding.</param>
/// <param name="Cost">
/// How many times as long an input takes as one of a decoder, some microseconds: it gets so many fewer of them.
/// </param>
public sealed record FuzzTarget(string Name, FuzzInput Run, int Cost = 1);
