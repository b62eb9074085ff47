using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tracing;

/// <summary>What of a trace is kept, and how it is shown.</summary>
/// <param name="Format">How it is shown.</param>
/// <param name="File">Where to; null for standard error.</param>
/// <param name="MaxCalls">How many calls are kept.</param>
/// <param name="KeepsPayload">Whether the first bytes of the data are kept as well.</param>
/// <param name="Hidden">Calls that are left out, by name.</param>
internal sealed record TraceSettings(
    TraceFormat Format, string? File, int MaxCalls, bool KeepsPayload, IReadOnlySet<string> Hidden)
{
    /// <summary>Which sockets are shown.</summary>
    public SocketChoice Sockets { get; init; } = SocketChoice.Everything;
}
