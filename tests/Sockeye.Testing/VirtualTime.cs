using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Sockeye.Testing;

/// <summary>
/// Runs asynchronous work on one thread, so that a test knows when everything waits. No real time passes.
/// </summary>
/// <remarks>
/// It is the synchronisation context of the test: what awaits continues in its queue. When the queue is empty, all waits
/// for the test, or for the clock, which <see cref="PassAsync"/> lets run.
/// </remarks>
public sealed class VirtualTime : SynchronizationContext
{
    private const int MaxSteps = 100_000; // far above what any test needs; catches work that never ends

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private ManualClock? _running;

    /// <summary>Runs a test, or its clean-up, to its end.</summary>
    public void Run(Func<Task> work)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task task = work();
            for (int step = 0; !task.IsCompleted; step++)
                Step(step);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>
    /// Lets the clock run from timer to timer, whenever everything waits, until <paramref name="work"/> is done.
    /// </summary>
    public static async Task PassAsync(ManualClock clock, Task work)
    {
        var context = Assert.IsType<VirtualTime>(Current);
        ManualClock? before = context._running;
        context._running = clock;
        try
        {
            await work;
        }
        finally
        {
            context._running = before;
        }
    }

    /// <summary>Gives other tasks turns until <paramref name="condition"/> holds. The clock stands still.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp(); // not turns: other threads may have a part in it
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < SafetyNet.Time, "what the test waits for has not happened");
            await Task.Yield();
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

    private void Step(int step)
    {
        bool isQuiet = !_queue.TryTake(out (SendOrPostCallback Callback, object? State) next);
        if (isQuiet && _running is { } clock && clock.TryAdvanceToNextTimer())
        {
            Assert.True(step < MaxSteps * 10, $"the work has not ended after {clock.Elapsed} of virtual time");
            return;
        }

        // Files are read on the thread pool: their continuation is still to come.
        Assert.True(!isQuiet || _queue.TryTake(out next, SafetyNet.Time), "everything waits, and nothing will happen");
        next.Callback(next.State);
    }
}
