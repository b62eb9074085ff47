namespace Sockeye.Tracing.Ladders;

/// <summary>From calls in order to steps with their arrows.</summary>
internal static class StepBuilder
{
    public static IReadOnlyList<Step> Build(
        IReadOnlyList<(LoggedCall Call, StepPart Part)> order, IReadOnlyList<Arrow> arrows, LaneSet lanes)
    {
        ILookup<LoggedCall, Arrow> arrowsOf = arrows.ToLookup(arrow => arrow.To ?? arrow.From!);
        var steps = new List<Step>(order.Count);
        List<LoggedCall> repeats = []; // of the last step
        foreach ((LoggedCall logged, StepPart part) in order)
        {
            if (part == StepPart.Whole && steps.Count > 0 && IsRepeat(steps[^1], logged.Call))
            {
                repeats.Add(logged);
                continue;
            }

            Arrow[] drawn = part == StepPart.Begin ? [] : [.. arrowsOf[logged]];
            repeats = [];
            steps.Add(new Step(
                steps.Count, part, logged, lanes.Of(logged.Call.Socket!), drawn, WaitedFor(logged, drawn))
            {
                Repeats = repeats,
            });
        }

        return steps;
    }

    private static bool IsRepeat(Step before, TracedCall call) =>
        before is { Part: StepPart.Whole, Call: { Kind: CallKind.Other, Bytes: 0, Error: null } first }
        && call is { Kind: CallKind.Other, Bytes: 0, Error: null }
        && (first.Name, first.Socket, first.Result) == (call.Name, call.Socket, call.Result);

    // Who waited to receive was kept waiting by the last of those that gave it something, if that came meanwhile.
    private static Lane? WaitedFor(LoggedCall logged, Arrow[] arrows)
    {
        bool waits = CausalOrder.Waited(logged.Call) && logged.Call.Kind is CallKind.Receive or CallKind.Accept;
        bool cameMeanwhile = arrows.Length > 0 && (arrows[^1].From?.Call.Start ?? logged.Call.End) >= logged.Call.Start;
        return waits && cameMeanwhile ? arrows[^1].FromLane : null;
    }
}
