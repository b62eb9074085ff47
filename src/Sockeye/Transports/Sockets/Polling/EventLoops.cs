namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The loops of this process. Sockets are given to them in turn.</summary>
/// <remarks>
/// They are shared by all transports, as the thread pool is: a thread for each transport would only make them compete.
/// </remarks>
internal static class EventLoops
{
    private static readonly Lock Starting = new();
    private static EventLoop[]? _all;
    private static uint _next;

    // One for two processors: the kernel's own work on a packet, and what handlers leave to the thread pool, need the
    // others (docs/performance.md has it measured).
    private static int Count => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The loop for the next socket.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The first one could not be started; the next call tries again.</exception>
    public static EventLoop Next()
    {
        EventLoop[] all = Volatile.Read(ref _all) ?? StartAll();
        return all[Interlocked.Increment(ref _next) % (uint)all.Length];
    }

    private static EventLoop[] StartAll()
    {
        lock (Starting)
            return _all ??= [.. Enumerable.Range(0, Count).Select(number => EventLoop.Start($"sockeye-{number}"))];
    }
}
