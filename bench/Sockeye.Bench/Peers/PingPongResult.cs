namespace Sockeye.Bench.Peers;

/// <summary>What the load generator measured in one run without a wrong byte.</summary>
internal sealed record PingPongResult(
    double MessagesPerSecond, double MedianMicroseconds, double P99Microseconds, long Messages, long Errors, long Lost);
