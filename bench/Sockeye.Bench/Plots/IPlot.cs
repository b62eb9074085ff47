namespace Sockeye.Bench.Plots;

/// <summary>One picture: what is measured at each of its points, ours and theirs in turns.</summary>
internal interface IPlot
{
    /// <summary>What is typed to draw this plot alone, and the name of its file without the ending.</summary>
    string Name { get; }

    /// <summary>For the report, below the picture.</summary>
    string Caption { get; }

    /// <exception cref="BenchFailure">It cannot be measured.</exception>
    Task<SvgPlot> MeasureAsync(Bench bench, CancellationToken cancel);
}
