using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Gives the memory of connections that have gone back to the system.</summary>
/// <remarks>
/// The runtime collects garbage when it needs room, and a server that has become quiet needs none: what a crowd left
/// would stay for ever. So where a large part of many connections is gone, garbage is collected once, and what it
/// held is given back (GCCollectionMode.Aggressive). Nothing happens while as many come as go.
/// </remarks>
internal sealed class MemoryReturn : IDisposable
{
    /// <summary>How many connections must have gone: our choice, some 10 MB.</summary>
    public const int LeastGone = 500;

    /// <summary>How often it is looked: our choice; a crowd that comes back at once finds what it left.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConnectionRoom _room;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private int _most;

    /// <summary>Looks from now on.</summary>
    /// <param name="room">How many connections there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="collect">What gives memory back; null for the collector.</param>
    public MemoryReturn(ConnectionRoom room, TimeProvider time, Action? collect = null)
    {
        (_room, _collect) = (room, collect ?? Collect);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        int now = _room.Taken;
        _most = Math.Max(_most, _room.ForgetMost());
        bool areMostGone = _most - now >= LeastGone && now <= _most / 4;
        if (!areMostGone)
            return;

        _most = now;
        _collect();
    }

    private static void Collect() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
