namespace Sockeye.EndToEnd.Exercises;

/// <summary>Tests that use the exercises' own ports.</summary>
[CollectionDefinition(nameof(RealPorts), DisableParallelization = true)]
public sealed class RealPorts;
