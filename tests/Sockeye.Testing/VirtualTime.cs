using Xunit;

namespace Sockeye.Testing;

/// <summary>Lets a manual clock run while tasks wait for it.</summary>
public static class VirtualTime
{
    private const int MaxSteps = 20_000; // far above what any test needs; catches work that never ends
    private const int QuietTurns = 100; // turns of the thread pool in which nobody looked at the clock

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Moves the clock whenever everything waits for it, until <paramref name="work"/> is done.</summary>
    public static async Task RunAsync(ManualClock clock, Task work)
    {
        for (int step = 0; !work.IsCompleted && step < MaxSteps; step++)
        {
            await SettleAsync(clock, work);
            if (!work.IsCompleted)
                clock.Advance(Step);
        }

        Assert.True(work.IsCompleted, $"the work has not ended after {clock.Elapsed} of virtual time");
        await work;
    }

    /// <summary>Waits until nobody has looked at the clock for a while: all work waits for time, or for the test.</summary>
    public static async Task SettleAsync(ManualClock clock, Task? work = null)
    {
        long readings = -1;
        for (int quiet = 0; quiet < QuietTurns && work is not { IsCompleted: true }; quiet++)
        {
            if (clock.Readings != readings)
                (readings, quiet) = (clock.Readings, 0);
            await Task.Yield();
        }
    }
}
