namespace Sockeye.Bench.Plots;

/// <summary>One line of a plot.</summary>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
