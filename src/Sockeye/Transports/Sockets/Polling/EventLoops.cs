namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The loops of this process. Sockets are given to them in turn.</summary>
/// <remarks>
/// They are shared by all transports, as the thread pool is: a thread for each transport would only make them compete.
/// </remarks>
internal static class EventLoops
{
    // One for two processors: the kernel's own work on a packet, and what handlers leave to the thread pool, need the
    // others.
    private static readonly Lazy<EventLoop[]> All = new(() =>
        [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(i => EventLoop.Start($"sockeye-{i}"))]);

    private static uint _next;

    /// <summary>The loop for the next socket.</summary>
    public static EventLoop Next()
    {
        EventLoop[] all = All.Value;
        return all[Interlocked.Increment(ref _next) % (uint)all.Length];
    }
}
