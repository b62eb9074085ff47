namespace Sockeye.Bench.Plots;

/// <summary>A value of an axis that is written at it.</summary>
internal sealed record Tick(double Value, string Label);
