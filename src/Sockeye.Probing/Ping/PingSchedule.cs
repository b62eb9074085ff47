using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sockeye.Probing.Ping;

/// <summary>Which host is due when, and which host an address belongs to. For one caller at a time.</summary>
internal sealed class PingSchedule
{
    private readonly PriorityQueue<PingTarget, TimeSpan> _due = new();
    private readonly Dictionary<IPAddress, PingTarget> _targets = [];
    private readonly Dictionary<IPAddress, PingTarget> _withoutScope = []; // of several the first
    private int _unsettled;

    /// <summary>Every host has settled.</summary>
    public bool IsOver => _unsettled == 0;

    /// <summary>When the next host is due, or earlier; null when none will ever be.</summary>
    public TimeSpan? Next => _due.TryPeek(out _, out TimeSpan due) ? due : null;

    /// <summary>Adds a host.</summary>
    /// <exception cref="ArgumentException">Its address is there already.</exception>
    public void Add(PingTarget target)
    {
        _targets.Add(target.Address, target);
        _withoutScope.TryAdd(PingTarget.WithoutScope(target.Address), target);
        _unsettled++;
        PutBack(target);
    }

    /// <summary>The host that has this address; null when none has.</summary>
    /// <remarks>What an ICMP error quotes has no scope, nor has an address that a person wrote without one.</remarks>
    public PingTarget? Find(IPAddress address) =>
        _targets.GetValueOrDefault(address) ?? _withoutScope.GetValueOrDefault(PingTarget.WithoutScope(address));

    /// <summary>Takes the next host that is due out of the queue.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out PingTarget? target)
    {
        bool isDue = _due.TryPeek(out target, out TimeSpan due) && due <= now;
        return isDue && _due.TryDequeue(out target, out _);
    }

    /// <summary>Puts a host that was taken back, for the time when it is due again; not if it never will be.</summary>
    public void PutBack(PingTarget target)
    {
        if (target.Session!.Deadline is { } due)
            _due.Enqueue(target, due);
    }

    /// <summary>Notes that nothing more will happen to a host.</summary>
    /// <returns>false when something still will, or it was noted before.</returns>
    public bool TrySettle(PingTarget target)
    {
        if (target.IsSettled || !target.Session!.IsFinished)
            return false;

        target.IsSettled = true;
        _unsettled--;
        return true;
    }
}
