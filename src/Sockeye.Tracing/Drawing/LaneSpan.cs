using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>From which step to which a lane is drawn.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="First">The first step that has to do with it.</param>
/// <param name="Last">The one that closes it; of one that stays open, the last of all.</param>
internal readonly record struct LaneSpan(Lane Lane, int First, int Last)
{
    public static IReadOnlyList<LaneSpan> Of(Ladder ladder)
    {
        var first = new int?[ladder.Lanes.Count];
        var last = new int?[ladder.Lanes.Count];
        Dictionary<TracedSocket, Lane> bySocket = ladder.Lanes
            .Where(lane => lane.Socket is not null).ToDictionary(lane => lane.Socket!);

        void Touch(Lane lane, int step) => first[lane.Index] ??= step;

        foreach (Step step in ladder.Steps)
        {
            Touch(step.Lane, step.Index);
            if (step is { Part: not StepPart.Begin, Call: { NewSocket: { } made } }
                && bySocket.TryGetValue(made, out Lane? lane))
                Touch(lane, step.Index);
            foreach (Arrow arrow in step.Arrows)
            {
                Touch(arrow.FromLane, step.Index);
                Touch(arrow.ToLane, step.Index);
                if (arrow.FromLane.Socket is null)
                    last[arrow.FromLane.Index] = step.Index;
                if (arrow.ToLane.Socket is null)
                    last[arrow.ToLane.Index] = step.Index;
            }

            if (step is { Call.Kind: CallKind.Close, Part: not StepPart.Begin })
                last[step.Lane.Index] = step.Index;
        }

        int end = Math.Max(ladder.Steps.Count - 1, 0);
        return [.. ladder.Lanes.Select(lane => new LaneSpan(lane, first[lane.Index] ?? 0, last[lane.Index] ?? end))];
    }
}
