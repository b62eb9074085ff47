using Microsoft.Extensions.Logging;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Files.Sfp;

/// <summary>What the file service logs: ids 300 to 319; the next free one is 303.</summary>
internal static partial class SfpLog
{
    [LoggerMessage(300, LogLevel.Debug, "Connection {ConnectionId}: {Verb} refused, {Refusal}: {Details}")]
    public static partial void Refused(
        this ILogger logger, string connectionId, SfpVerb verb, FileRefusal refusal, string details);

    [LoggerMessage(301, LogLevel.Warning, "Connection {ConnectionId}: {Verb} failed: {Details}")]
    public static partial void Failed(this ILogger logger, string connectionId, SfpVerb verb, string details);

    [LoggerMessage(302, LogLevel.Debug, "Connection {ConnectionId}: {Name} published, {Bytes} B")]
    public static partial void Published(this ILogger logger, string connectionId, string name, long bytes);
}
