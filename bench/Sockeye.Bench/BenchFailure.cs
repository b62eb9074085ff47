namespace Sockeye.Bench;

/// <summary>A row that cannot be measured: a peer is missing or ended, or the bytes differ. The message says which.</summary>
internal sealed class BenchFailure : Exception
{
    public BenchFailure(string message)
        : base(message)
    {
    }

    public BenchFailure(string message, Exception inner)
        : base(message, inner)
    {
    }

    public BenchFailure()
    {
    }
}
