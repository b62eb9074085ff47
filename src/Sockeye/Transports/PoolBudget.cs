namespace Sockeye.Transports;

/// <summary>
/// How much may be moved on a thread of the pool before what waits there has its turn: a handler whose peer always has
/// something more, and takes all, would keep its thread, of which there are few.
/// </summary>
/// <remarks>Counted by thread, so a turn may be short. Where other threads serve, others see to it.</remarks>
internal static class PoolBudget
{
    // Our choice: some tenths of a millisecond, beside which a hop to the end of the queue is little.
    private const int Bytes = 256 * 1024;
    private const int BytesOfCall = 4 * 1024; // a call counts for at least so much: 64 short messages

    [ThreadStatic]
    private static int _moved;

    /// <summary>Counts a call that is about to be made.</summary>
    /// <param name="bytes">What it may move.</param>
    /// <returns>Whether to yield first: the turn is over.</returns>
    public static bool IsOver(int bytes)
    {
        _moved += Math.Clamp(bytes, BytesOfCall, Bytes);
        if (_moved <= Bytes)
            return false;

        _moved = 0;
        return Thread.CurrentThread.IsThreadPoolThread;
    }
}
