namespace Sockeye.Fuzz;

/// <summary>Something that takes bytes of a stranger, and must hold whatever they are.</summary>
/// <param name="Name">What a person writes, and the name of its corpus.</param>
/// <param name="Run">Takes one input. Any exception is a finding.</param>
public sealed record FuzzTarget(string Name, FuzzInput Run);
