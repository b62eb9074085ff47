namespace Sockeye.Tracing.Ladders;

/// <summary>A trace as a picture before it is drawn: lanes, steps in causal order, arrows between them.</summary>
/// <param name="Lanes">The sockets, those of one process side by side; peers outside last.</param>
/// <param name="Steps">The calls, each after those that caused it.</param>
/// <param name="Arrows">From cause to effect.</param>
/// <param name="Calls">How many calls there were.</param>
/// <param name="Dropped">How many of them are not in the picture.</param>
public sealed record Ladder(
    IReadOnlyList<Lane> Lanes, IReadOnlyList<Step> Steps, IReadOnlyList<Arrow> Arrows, int Calls, int Dropped)
{
    /// <summary>Builds the ladder of what a log has kept.</summary>
    public static Ladder Of(CallLog log)
    {
        IReadOnlyList<LoggedCall> calls = [.. log.Kept().Where(logged => logged.Call.Socket is not null)];
        var lanes = LaneSet.Of(calls);
        IReadOnlyList<Arrow> arrows = ArrowMatcher.Match(calls, lanes);
        IReadOnlyList<Step> steps = StepBuilder.Build(CausalOrder.Of(calls, arrows), arrows, lanes);
        return new Ladder(lanes.All, steps, arrows, log.Count, log.Dropped);
    }
}
