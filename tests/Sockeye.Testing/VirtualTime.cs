namespace Sockeye.Testing;

/// <summary>Lets a manual clock run while tasks wait for it.</summary>
public static class VirtualTime
{
    private const int MaxSteps = 200_000; // far above what any test needs; catches work that never ends

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Moves the clock in small steps, giving other tasks a turn after each, until <paramref name="work"/> is done.</summary>
    public static async Task RunAsync(ManualClock clock, Task work)
    {
        for (int step = 0; !work.IsCompleted && step < MaxSteps; step++)
        {
            clock.Advance(Step);
            await Task.Yield();
        }

        Xunit.Assert.True(work.IsCompleted, $"the work has not ended after {clock.Elapsed} of virtual time");
        await work;
    }
}
