using Microsoft.Extensions.Logging;
using Sockeye.Cli.Ending;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands;

/// <summary>What is around a command, beside its console and the network.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Signals">The signals that end the command.</param>
/// <param name="Logger">The log, on standard error.</param>
/// <param name="Metrics">What its servers measure; made for those only.</param>
/// <param name="OwnsProcess">Whether the process with its thread pool is ours alone.</param>
internal sealed record Surroundings(
    TimeProvider Time, StopSignals Signals, ILogger Logger, Lazy<ServerMetrics> Metrics, bool OwnsProcess = false);
