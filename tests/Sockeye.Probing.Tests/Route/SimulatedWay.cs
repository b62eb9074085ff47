using System.Net;
using Sockeye.Probing.Route;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Tests.Route;

/// <summary>A way whose hops are a function, and a clock that runs from event to event.</summary>
internal sealed class SimulatedWay
{
    public static readonly IPAddress Destination = Host(99);

    private const int MaxSteps = 100_000; // catches a session that never ends

    private readonly PriorityQueue<RouteAnswer, TimeSpan> _arriving = new();

    /// <summary>What comes back for a probe to a hop, and after how long; the second number counts the probes to it.</summary>
    public required Func<int, int, IEnumerable<(double Milliseconds, RouteAnswer Answer)>> Answers { get; init; }

    public List<RouteEvent> Events { get; } = [];

    /// <summary>To which hop each probe went, and when.</summary>
    public List<(int Hop, TimeSpan At)> Sent { get; } = [];

    public TimeSpan Now { get; private set; }

    /// <summary>A router's address.</summary>
    public static IPAddress Host(int number) => new([10, 0, 0, (byte)number]);

    /// <summary>Hops that answer after 1 ms each, up to a destination.</summary>
    public static SimulatedWay To(int destination, Func<int, int, bool>? isSilent = null) => new()
    {
        Answers = (hop, count) => isSilent?.Invoke(hop, count) == true ? [] : [(hop, hop < destination ? Passed(hop) : Reached())],
    };

    public static RouteAnswer Passed(int router) => new(0, RouteEventKind.Hop, Host(router));

    public static RouteAnswer Reached() => new(0, RouteEventKind.Reached, Destination);

    public static RouteAnswer Refused(int router, byte code) =>
        new(0, RouteEventKind.Refused, Host(router), new IcmpErrorCause(IcmpVersion.V4, 3, code, 0));

    public RouteSession Run(RouteOptions options)
    {
        var session = new RouteSession(options, TimeSpan.Zero);
        var counts = new Dictionary<int, int>();
        for (int step = 0; session.Deadline is { } deadline; step++)
        {
            Assert.True(step < MaxSteps, "it never ends");
            if (_arriving.TryPeek(out _, out TimeSpan arrival) && arrival <= deadline)
            {
                Now = arrival;
                Keep(session.OnAnswer(_arriving.Dequeue(), Now));
                continue;
            }

            Now = deadline > Now ? deadline : Now;
            Keep(session.TryTakeTimeout(Now));
            if (session.TryTakeProbe(Now, out RouteProbe probe))
                Send(session, probe, counts[probe.HopLimit] = counts.GetValueOrDefault(probe.HopLimit) + 1);
        }

        return session;
    }

    private void Send(RouteSession session, RouteProbe probe, int count)
    {
        Sent.Add((probe.HopLimit, Now));
        session.OnSent(probe.Number, Now);
        foreach ((double milliseconds, RouteAnswer answer) in Answers(probe.HopLimit, count))
            _arriving.Enqueue(answer with { Number = probe.Number }, Now + TimeSpan.FromMilliseconds(milliseconds));
    }

    private void Keep(RouteEvent? happened)
    {
        if (happened is not null)
            Events.Add(happened);
    }
}
