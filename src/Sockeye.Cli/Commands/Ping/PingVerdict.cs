using Sockeye.Probing.Ping;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>What decides the exit code.</summary>
internal static class PingVerdict
{
    /// <summary>It has answered, and every request that has an end.</summary>
    public static bool IsWellOf(PingTarget target) => target.Statistics is { Received: > 0, LossPercent: 0 };
}
