using Sockeye.Bench.Rows;

namespace Sockeye.Bench.Measuring;

/// <summary>What became of one row: its outcomes, or the reason why there are none.</summary>
internal sealed record RowResult(IRow Row, IReadOnlyList<Outcome> Outcomes, string? Failure)
{
    public bool HasFailed => Failure is not null;
}
