using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Route;

/// <summary>The probes along the way to a host, and what became of each. Time is an argument; nothing waits.</summary>
/// <remarks>
/// <para>A round sends one probe to each hop, up to the end of the way as far as it is known: the destination, somebody
/// who refuses, a loop, or too many silent hops. Its driver calls, one at a time: <see cref="TryTakeTimeout"/> and
/// <see cref="TryTakeProbe"/> once <see cref="Deadline"/> has come, and <see cref="OnAnswer"/> for what arrives.</para>
/// <code>
/// waiting --answer--> answered
///         --time----> given up --answer (late)--> answered
///         --the way ends before it--> withdrawn: it does not count
/// </code>
/// <para><c>now</c> counts from any fixed moment, and never goes back.</para>
/// </remarks>
/// <param name="options">What to send.</param>
/// <param name="start">When the first is due.</param>
internal sealed class RouteSession(RouteOptions options, TimeSpan start)
{
    /// <summary>
    /// How many probes are remembered; a power of two above what can be unanswered at once. The numbers of probes go
    /// round at a multiple of it, so that the lowest bits of one tell which of those remembered it is.
    /// </summary>
    public const int Remembered = 1_024;

    private const int Numbers = 63 * Remembered;

    private readonly List<RouteHop> _hops = [];
    private readonly Dictionary<ushort, Probe> _probes = [];
    private readonly Queue<ushort> _waiting = new(); // in the order they were sent, some of them answered
    private TimeSpan _nextSend = start;
    private TimeSpan _roundStart = start;
    private int _round = 1;
    private int _next; // in the list of hops
    private long _sent;
    private bool _isStopped;

    /// <summary>The hops of the way: to its end, or to the last that was asked for.</summary>
    public IReadOnlyList<RouteHop> Hops => [.. _hops.Take(EndOfWay is { } end ? end + 1 : _hops.Count)];

    /// <summary>Where the way ends, by what is known.</summary>
    public RouteEnd End
    {
        get
        {
            if (_hops.Exists(hop => hop.HasReached))
                return RouteEnd.Reached;
            if (EndOfWay is { } end)
                return _hops[end].Latest!.Kind == RouteEventKind.Refused ? RouteEnd.Refused : RouteEnd.Loop;

            bool isAnswered = _hops.Count > 0 && _hops[^1].Latest is not null;
            return isAnswered ? RouteEnd.TooFar : RouteEnd.Silent;
        }
    }

    /// <summary>When something is due: a probe, or a time-out. Null when nothing ever will be.</summary>
    public TimeSpan? Deadline
    {
        get
        {
            DropSettled();
            TimeSpan? timeout = _waiting.TryPeek(out ushort first) ? TimeoutOf(first) : null;
            return NextSend is { } send && !(timeout < send) ? send : timeout;
        }
    }

    /// <summary>Everything has been sent, and every probe has its end.</summary>
    public bool IsFinished => Deadline is null;

    private bool IsLastRound => options.Rounds is { } rounds && _round >= rounds;

    // The first hop that is an end: by its last answer, for the way may change.
    private int? EndOfWay
    {
        get
        {
            int end = _hops.FindIndex(
                hop => hop.Latest?.Kind is RouteEventKind.Reached or RouteEventKind.Refused);
            return LoopOfWay(end < 0 ? _hops.Count : end) ?? (end < 0 ? null : end);
        }
    }

    // Null while nothing may be sent: all is, or the silent hops have time to answer yet.
    private TimeSpan? NextSend
    {
        get
        {
            if (_isStopped)
                return null;
            if (!IsRoundOver)
                return IsSilenceOpen ? null : _nextSend;
            if (IsLastRound)
                return null;

            TimeSpan round = _roundStart + options.Interval;
            return round > _nextSend ? round : _nextSend;
        }
    }

    private bool IsRoundOver => _next + options.FirstHop > options.MaxHops || EndOfWay < _next
        || (IsSilenceLong && !IsSilenceOpen);

    private bool IsSilenceLong => _next >= options.MaxSilent && Silence.All(hop => hop.Latest is null);

    // One probe that has had its time decides: later rounds wait for nobody.
    private bool IsSilenceOpen => IsSilenceLong && Silence.Any(hop => hop.Pending == hop.Sent);

    private IEnumerable<RouteHop> Silence => _hops.Skip(_next - options.MaxSilent).Take(options.MaxSilent);

    /// <summary>Nothing more is sent, and nothing waited for.</summary>
    public void Stop()
    {
        _isStopped = true;
        _waiting.Clear();
    }

    /// <summary>Takes the next probe, if one is due.</summary>
    /// <param name="now">The present time, until <see cref="OnSent"/> knows better.</param>
    /// <param name="probe">Its number, and how many hops it may take.</param>
    public bool TryTakeProbe(TimeSpan now, out RouteProbe probe)
    {
        probe = default;
        if (NextSend is not { } due || now < due)
            return false;

        if (IsRoundOver)
            (_round, _next, _roundStart) = (_round + 1, 0, now);
        if (_next == _hops.Count)
            _hops.Add(new RouteHop(options.FirstHop + _next));
        ushort number = NumberOf(_sent++);
        RouteHop hop = _hops[_next++];
        _probes.Remove(NumberOf(_sent + Numbers - Remembered - 1));
        _probes[number] = new Probe(hop, _round, now, ProbeState.Waiting);
        _waiting.Enqueue(number);
        hop.OnSent();
        // Counted from when it was due, so that delays do not add up; but what was missed is not sent all at once.
        _nextSend = due + RouteOptions.Gap > now ? due + RouteOptions.Gap : now + RouteOptions.Gap;
        probe = new RouteProbe(number, hop.Number);
        return true;
    }

    /// <summary>A probe that was taken has left: its round trip and its time-out are counted from here.</summary>
    public void OnSent(ushort number, TimeSpan at) => _probes[number] = _probes[number] with { SentAt = at };

    /// <summary>This machine refused to send a probe that was taken: nobody will answer it.</summary>
    public RouteEvent OnSendFailed(ushort number, string problem) => Settle(
        number, ProbeState.Failed, RouteEventKind.Failed, from: null, TimeSpan.Zero, problem: problem);

    /// <summary>Which number of those remembered has these lowest bits, <see cref="Remembered"/> of them.</summary>
    public ushort? NumberWith(int lowest)
    {
        long last = _sent - 1;
        long index = last - ((last - lowest) % Remembered + Remembered) % Remembered;
        return index >= 0 ? NumberOf(index) : null;
    }

    /// <summary>Somebody answered a probe. Whether they could have known it is their driver's to check.</summary>
    /// <param name="answer">Who, which, and what they say.</param>
    /// <param name="now">When it arrived.</param>
    /// <returns>What that means; null when no probe waits for it.</returns>
    public RouteEvent? OnAnswer(RouteAnswer answer, TimeSpan now)
    {
        if (!_probes.TryGetValue(answer.Number, out Probe probe)
            || probe.State is not (ProbeState.Waiting or ProbeState.GivenUp))
        {
            return null;
        }

        TimeSpan roundTrip = now > probe.SentAt ? now - probe.SentAt : TimeSpan.Zero;
        return Settle(answer.Number, ProbeState.Answered, answer.Kind, answer.From, roundTrip, answer.Cause);
    }

    /// <summary>Gives up the oldest probe whose time is over, if there is one.</summary>
    public RouteEvent? TryTakeTimeout(TimeSpan now)
    {
        DropSettled();
        if (!_waiting.TryPeek(out ushort first) || now < TimeoutOf(first))
            return null;

        _waiting.Dequeue();
        return Settle(first, ProbeState.GivenUp, RouteEventKind.TimedOut, from: null, options.Timeout);
    }

    // From 1, as the sequence numbers of ping.
    private static ushort NumberOf(long index) => (ushort)((index % Numbers) + 1);

    private RouteEvent Settle(
        ushort number, ProbeState state, RouteEventKind kind, IPAddress? from, TimeSpan roundTrip,
        IcmpErrorCause? cause = null, string? problem = null)
    {
        Probe probe = _probes[number];
        var happened = new RouteEvent(
            kind, probe.Hop.Number, probe.Round, from, roundTrip, cause, problem, probe.State == ProbeState.GivenUp);
        _probes[number] = probe with { State = state };
        probe.Hop.On(happened);
        return happened;
    }

    // A loop comes back to an address twice, with others between: some networks have one address for all of their hops.
    private int? LoopOfWay(int hops)
    {
        var returns = new Dictionary<IPAddress, int>();
        IPAddress? previous = null;
        for (int at = 0; at < hops; at++)
        {
            if (_hops[at].Latest?.From is not { } from || from.Equals(previous))
                continue;

            previous = from;
            returns[from] = returns.GetValueOrDefault(from) + 1;
            if (returns[from] == 3)
                return at;
        }

        return null;
    }

    private TimeSpan TimeoutOf(ushort number) => _probes[number].SentAt + options.Timeout;

    private void DropSettled()
    {
        int? end = EndOfWay;
        while (_waiting.TryPeek(out ushort first))
        {
            Probe probe = _probes[first];
            bool isBehind = end is { } last && probe.Hop.Number > _hops[last].Number;
            if (probe.State == ProbeState.Waiting && !isBehind)
                return;

            _waiting.Dequeue();
            if (probe.State != ProbeState.Waiting)
                continue;
            _probes[first] = probe with { State = ProbeState.Withdrawn };
            probe.Hop.OnWithdrawn();
        }
    }

    private enum ProbeState
    {
        Waiting,
        Answered,
        GivenUp,
        Failed,
        Withdrawn,
    }

    private readonly record struct Probe(RouteHop Hop, int Round, TimeSpan SentAt, ProbeState State);
}

/// <summary>A probe to be sent.</summary>
/// <param name="Number">Which.</param>
/// <param name="HopLimit">How many hops it may take.</param>
internal readonly record struct RouteProbe(ushort Number, int HopLimit);

/// <summary>What somebody says about a probe.</summary>
/// <param name="Number">Which.</param>
/// <param name="Kind">What: a hop, reached, or refused.</param>
/// <param name="From">Who.</param>
/// <param name="Cause">Of an error that ends the way.</param>
internal readonly record struct RouteAnswer(
    ushort Number, RouteEventKind Kind, IPAddress From, IcmpErrorCause? Cause = null);
