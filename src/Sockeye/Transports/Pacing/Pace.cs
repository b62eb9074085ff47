namespace Sockeye.Transports.Pacing;

/// <summary>So many bytes a second, over all who share it, each direction for itself. Safe from any thread.</summary>
/// <remarks>
/// Whoever moves bytes books them, and then waits until the rate has caught up: so each may move one piece at once, and
/// none is starved. On a busy machine a wait ends late, and moving a piece takes its time: what was missed so is caught
/// up, but no more than <see cref="MaxCredit"/>, so that a pause does not end in a burst.
/// </remarks>
/// <param name="bytesPerSecond">The rate; 1 at least.</param>
/// <param name="time">The clock.</param>
public sealed class Pace(long bytesPerSecond, TimeProvider time)
{
    /// <summary>
    /// How much of what was missed is caught up: 1 s, our choice: as long as a busy machine stands still.
    /// </summary>
    public static readonly TimeSpan MaxCredit = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _free; // from when on the line is free again; in the past, what can be caught up

    /// <summary>How much is moved at a time, in bytes: a tenth of a second's worth, from 1 KiB to 64 KiB.</summary>
    public int PieceBytes => (int)Math.Clamp(bytesPerSecond / 10, 1024, 64 * 1024);

    /// <summary>Books bytes that were moved, and waits until the next may be.</summary>
    public Task BookAsync(int bytes, CancellationToken cancel)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        TimeSpan wait;
        lock (_lock)
        {
            TimeSpan earliest = now > MaxCredit ? now - MaxCredit : TimeSpan.Zero;
            _free = (_free > earliest ? _free : earliest) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            wait = _free - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancel) : Task.CompletedTask;
    }
}
