namespace Sockeye.Storage;

/// <summary>The memory that the listings of a root may take together. Safe from any thread.</summary>
/// <param name="bytes">How much that is.</param>
internal sealed class HeldMemory(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes some of it; false when there is not so much.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
            return true;

        Return(bytes);
        return false;
    }

    /// <summary>Gives it back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _left, bytes);
}
