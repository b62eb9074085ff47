namespace Sockeye.Tracing.Ladders;

/// <summary>Puts calls in an order in which every cause stands before its effect; the clock decides the rest.</summary>
/// <remarks>
/// A clock alone shows a <c>recv</c> that returned before the <c>send</c> of another process did. What holds instead: a
/// thread's calls follow one another, and who receives returns after who sends was called. Each call that waited is two
/// points, its beginning and its end, so that what happened meanwhile stands between them.
/// </remarks>
internal sealed class CausalOrder
{
    /// <summary>
    /// A call that took longer has waited: 1 ms, more than any that does not wait takes under strace(1).
    /// </summary>
    public static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly List<Point> _points = [];
    private readonly Dictionary<LoggedCall, (Point Begin, Point End)> _ofCall = [];

    private CausalOrder()
    {
    }

    /// <summary>Whether the caller waited long enough to tell.</summary>
    public static bool Waited(TracedCall call) => call.Duration >= LeastWait
        && call.Kind is CallKind.Accept or CallKind.Connect or CallKind.Send or CallKind.Receive; // no other can

    /// <summary>
    /// The moment that a step stands for. Who receives got it when the call returned; who sends gave it, at the latest
    /// then, when the call was made. So no effect has a time before its cause.
    /// </summary>
    public static TimeSpan TimeOf(TracedCall call, StepPart part) =>
        part == StepPart.End || (part == StepPart.Whole && call.Kind is CallKind.Receive or CallKind.Accept)
            ? call.End
            : call.Start;

    /// <summary>The calls in order; those that waited while others happened twice.</summary>
    public static IReadOnlyList<(LoggedCall Call, StepPart Part)> Of(
        IReadOnlyList<LoggedCall> calls, IReadOnlyList<Arrow> arrows)
    {
        var order = new CausalOrder();
        foreach (LoggedCall logged in calls)
            order.AddPoints(logged);
        foreach (var sequence in calls.GroupBy(logged => (logged.Call.Maker.Process, logged.Call.Maker.Sequence)))
            order.FollowOneAnother(sequence.OrderBy(logged => logged.Call.Start));
        foreach (Arrow arrow in arrows)
        {
            if (arrow is { From: { } from, To: { } to })
                order._ofCall[from].Begin.LeadsTo(order._ofCall[to].End);
        }

        return Joined(order.Sorted());
    }

    private void AddPoints(LoggedCall logged)
    {
        bool waited = Waited(logged.Call);
        Point end = AddPoint(logged, waited ? StepPart.End : StepPart.Whole);
        Point begin = waited ? AddPoint(logged, StepPart.Begin) : end;
        begin.LeadsTo(end);
        _ofCall.Add(logged, (begin, end));
    }

    private Point AddPoint(LoggedCall logged, StepPart part)
    {
        var point = new Point(logged, part, TimeOf(logged.Call, part), _points.Count);
        _points.Add(point);
        return point;
    }

    private void FollowOneAnother(IEnumerable<LoggedCall> calls)
    {
        LoggedCall? before = null;
        foreach (LoggedCall logged in calls)
        {
            if (before is not null && before.Call.End <= logged.Call.Start)
                _ofCall[before].End.LeadsTo(_ofCall[logged].Begin);
            before = logged;
        }
    }

    // Kahn's algorithm, the earliest by the clock first.
    private IEnumerable<Point> Sorted()
    {
        var ready = new PriorityQueue<Point, (TimeSpan, int)>();
        foreach (Point point in _points.Where(point => point.Causes == 0))
            ready.Enqueue(point, point.Priority);

        var stuck = new Queue<Point>(_points.OrderBy(point => point.Priority));
        for (int left = _points.Count; left > 0;)
        {
            if (!ready.TryDequeue(out Point? point, out _))
                point = stuck.Dequeue(); // a circle, by a wrong match or a clock set back: the clock decides
            if (point.IsPlaced)
                continue;

            left--;
            point.IsPlaced = true;
            yield return point;
            foreach (Point effect in point.Effects)
            {
                if (--effect.Causes == 0)
                    ready.Enqueue(effect, effect.Priority);
            }
        }
    }

    // A wait in which nothing else happened is one step.
    private static List<(LoggedCall, StepPart)> Joined(IEnumerable<Point> points)
    {
        var steps = new List<(LoggedCall Call, StepPart Part)>();
        foreach (Point point in points)
        {
            if (point.Part == StepPart.End && steps.Count > 0 && steps[^1] == (point.Logged, StepPart.Begin))
                steps[^1] = (point.Logged, StepPart.Whole);
            else
                steps.Add((point.Logged, point.Part));
        }

        return steps;
    }

    private sealed class Point(LoggedCall logged, StepPart part, TimeSpan time, int index)
    {
        public LoggedCall Logged => logged;

        public StepPart Part => part;

        public (TimeSpan, int) Priority => (time, index);

        public List<Point> Effects { get; } = [];

        public int Causes { get; set; }

        public bool IsPlaced { get; set; }

        public void LeadsTo(Point effect)
        {
            if (effect == this)
                return;

            Effects.Add(effect);
            effect.Causes++;
        }
    }
}
