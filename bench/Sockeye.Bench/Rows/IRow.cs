using Sockeye.Bench.Measuring;

namespace Sockeye.Bench.Rows;

/// <summary>One thing that is measured, ours and theirs in turns.</summary>
internal interface IRow
{
    /// <summary>What is typed to run this row alone.</summary>
    string Name { get; }

    string Work { get; }

    /// <summary>For the report: what was run, by whom it was timed, what was compared.</summary>
    string How { get; }

    /// <exception cref="BenchFailure">It cannot be measured.</exception>
    Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel);
}
