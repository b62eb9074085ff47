namespace Sockeye.Transports.Pacing;

/// <summary>So many bytes a second, over all who share it, each direction for itself. Safe from any thread.</summary>
/// <remarks>
/// Whoever moves bytes books them, and then waits until the rate has caught up: so each may move one piece at once, and
/// none is starved. What was not used is not saved up.
/// </remarks>
/// <param name="bytesPerSecond">The rate; 1 at least.</param>
/// <param name="time">The clock.</param>
public sealed class Pace(long bytesPerSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TimeSpan _free; // from when on the line is free again
    private readonly long _start = time.GetTimestamp();

    /// <summary>How much is moved at a time, in bytes: a tenth of a second's worth, from 1 KiB to 64 KiB.</summary>
    public int PieceBytes => (int)Math.Clamp(bytesPerSecond / 10, 1024, 64 * 1024);

    /// <summary>Books bytes that were moved, and waits until the next may be.</summary>
    public Task BookAsync(int bytes, CancellationToken cancel)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        TimeSpan wait;
        lock (_lock)
        {
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            wait = _free - now;
        }

        return Task.Delay(wait, time, cancel);
    }
}
