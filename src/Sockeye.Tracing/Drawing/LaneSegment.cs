using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>A piece of a lane along which nothing changes, or along which its owner waits.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="From">The step where it begins.</param>
/// <param name="To">The step where it ends.</param>
/// <param name="Class">What it is: a state of the socket, <c>waiting</c>, or <c>outside</c>.</param>
internal readonly record struct LaneSegment(Lane Lane, int From, int To, string Class)
{
    public static IEnumerable<LaneSegment> Of(Ladder ladder)
    {
        ILookup<Lane, Step> steps = ladder.Steps.ToLookup(step => step.Lane);
        foreach (LaneSpan span in LaneSpan.Of(ladder))
        {
            foreach (LaneSegment segment in States(span, steps[span.Lane])
                .Concat(Waits(span.Lane, steps[span.Lane], span.Last)))
                yield return segment;
        }
    }

    private static IEnumerable<LaneSegment> States(LaneSpan span, IEnumerable<Step> steps)
    {
        string kind = span.Lane.Socket is null ? "outside" : ClassOf(FirstState(span, steps));
        int from = span.First;
        foreach (Step step in steps.Where(step => step.ChangesState && step.Index > span.First))
        {
            yield return new LaneSegment(span.Lane, from, step.Index, kind);
            (kind, from) = (ClassOf(step.Logged.After), step.Index);
        }

        if (span.Last > from)
            yield return new LaneSegment(span.Lane, from, span.Last, kind);
    }

    // What accept made is there before the first call on it, in the state that call found it in.
    private static SocketState FirstState(LaneSpan span, IEnumerable<Step> steps)
    {
        Step? first = steps.FirstOrDefault();
        if (first is null)
            return SocketState.Established;
        return first.Index == span.First ? first.Logged.After : first.Logged.Before;
    }

    private static IEnumerable<LaneSegment> Waits(Lane lane, IEnumerable<Step> steps, int last)
    {
        var begun = new Dictionary<LoggedCall, int>();
        foreach (Step step in steps)
        {
            if (step.Part == StepPart.Begin)
                begun[step.Logged] = step.Index;
            else if (begun.Remove(step.Logged, out int from))
                yield return new LaneSegment(lane, from, step.Index, "waiting");
        }

        foreach (int from in begun.Values)
            yield return new LaneSegment(lane, from, last, "waiting");
    }

    private static string ClassOf(SocketState state) => state switch
    {
        SocketState.EndSent or SocketState.EndReceived => "half",
        _ => state.ToString().ToLowerInvariant(),
    };
}
