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
    /// <summary>What was traced, and when; null when nobody told.</summary>
    public TraceOrigin? Origin { get; init; }

    /// <summary>Of each socket that is not shown, why: <c>nscd</c>, <c>netlink</c>, <c>unused</c> ….</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>How many calls are shown.</summary>
    public int ShownCalls => Steps.Where(step => step.Part != StepPart.Begin).Sum(step => 1 + step.Repeats.Count);

    /// <summary>How many sockets are shown.</summary>
    public int ShownSockets => Lanes.Count(lane => lane.Socket is not null);

    /// <summary>Builds the ladder of what a log has kept, of all sockets.</summary>
    public static Ladder Of(CallLog log) => Of(log, SocketChoice.Everything);

    /// <summary>Builds the ladder of what a log has kept.</summary>
    /// <param name="log">The calls.</param>
    /// <param name="choice">Which sockets are shown.</param>
    public static Ladder Of(CallLog log, SocketChoice choice)
    {
        IReadOnlyList<LoggedCall> all = [.. log.Kept().Where(logged => logged.Call.Socket is not null)];
        IReadOnlyList<TracedSocket> sockets = LaneSet.SocketsOf(all);
        var helpers = new HelperSockets(all);
        var hidden = new Dictionary<TracedSocket, string>();
        for (int i = 0; i < sockets.Count; i++)
        {
            if (choice.ReasonToHide(sockets[i], i + 1, sockets.Count, helpers) is { } reason)
                hidden.Add(sockets[i], reason);
        }

        IReadOnlyList<LoggedCall> calls = [.. all.Where(logged => !hidden.ContainsKey(logged.Call.Socket!))];
        var lanes = LaneSet.Of(sockets, hidden.Keys);
        IReadOnlyList<Arrow> arrows = ArrowMatcher.Match(calls, lanes);
        IReadOnlyList<Step> steps = StepBuilder.Build(CausalOrder.Of(calls, arrows), arrows, lanes);
        return new Ladder(lanes.All, steps, arrows, log.Count, log.Dropped) { Hidden = [.. hidden.Values] };
    }
}
