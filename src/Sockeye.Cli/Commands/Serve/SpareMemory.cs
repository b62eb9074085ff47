namespace Sockeye.Cli.Commands.Serve;

/// <summary>
/// Gives memory back to the system that a crowd has needed and left: .NET keeps it until garbage is collected again,
/// and a server that has nothing to do makes none.
/// </summary>
internal sealed class SpareMemory : IDisposable
{
    /// <summary>How often it looks. Our choice: a moment after the crowd has left.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How much is worth a collection, which costs some 20 ms: 32 MiB, our choice.</summary>
    internal const long WorthBytes = 32 * 1024 * 1024;

    /// <summary>Who allocates less from one look to the next has nothing to do: 1 MiB, our choice.</summary>
    internal const long IdleBytes = 1024 * 1024;

    private readonly ITimer _timer;
    private readonly Func<(long Allocated, long Committed)> _look;
    private readonly Action _giveBack;
    private long _allocated;
    private long _kept;

    /// <param name="time">The clock of <see cref="Interval"/>.</param>
    /// <param name="look">How many bytes were ever allocated, and how many the heap has of the system.</param>
    /// <param name="giveBack">Collects.</param>
    internal SpareMemory(TimeProvider time, Func<(long Allocated, long Committed)> look, Action giveBack)
    {
        (_look, _giveBack) = (look, giveBack);
        (_allocated, _kept) = look();
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Begins to look after this process.</summary>
    public static SpareMemory Watch(TimeProvider time) => new(
        time,
        () => (GC.GetTotalAllocatedBytes(), GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes),
        () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    public void Dispose() => _timer.Dispose();

    // Two looks at once, on a machine that stood still, only collect twice.
    private void Look()
    {
        (long allocated, long committed) = _look();
        bool isIdle = allocated - _allocated < IdleBytes;
        _allocated = allocated;
        if (!isIdle || committed < _kept + WorthBytes)
            return;

        _giveBack();
        (_allocated, _kept) = _look();
    }
}
