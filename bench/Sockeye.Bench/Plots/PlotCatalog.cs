namespace Sockeye.Bench.Plots;

/// <summary>All plots, in the order of the report.</summary>
internal static class PlotCatalog
{
    private static readonly IReadOnlyList<IPlot> All =
    [
        new FileSizePlot(),
        new FetchClientsPlot(),
        new EchoClientsPlot(),
    ];

    public static IEnumerable<string> Names => All.Select(plot => plot.Name);

    /// <summary>The plots of these names; all if there is none.</summary>
    public static IReadOnlyList<IPlot> Choose(IReadOnlyCollection<string> names) =>
        [.. All.Where(plot => names.Count == 0 || names.Contains(plot.Name))];
}
