namespace Sockeye.Bench.Peers;

/// <summary>What the discarding reader measured; all times in seconds.</summary>
internal sealed record DrainResult(long Bytes, double Seconds, double Slowest, double Fastest, long Requests)
{
    public double BytesPerSecond => Bytes / Seconds;
}
