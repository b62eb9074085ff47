namespace Sockeye.Bench.Plots;

/// <summary>What became of one plot: its SVG, or the reason why there is none.</summary>
internal sealed record PlotResult(IPlot Plot, string? Svg, string? Failure)
{
    public bool HasFailed => Failure is not null;
}
