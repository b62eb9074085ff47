using Microsoft.Extensions.Logging;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>What the FTP service logs: ids 320 to 339; the next free one is 323.</summary>
internal static partial class FtpLog
{
    [LoggerMessage(320, LogLevel.Debug, "Connection {ConnectionId}: {Action} refused, {Refusal}: {Details}")]
    public static partial void Refused(
        this ILogger logger, string connectionId, FtpActionKind action, FtpRefusal refusal, string details);

    [LoggerMessage(321, LogLevel.Warning, "Connection {ConnectionId}: {Action} failed: {Details}")]
    public static partial void Failed(
        this ILogger logger, string connectionId, FtpActionKind action, string details);

    [LoggerMessage(322, LogLevel.Warning, "Connection {ConnectionId}: a stranger came to the data port: {Peer}")]
    public static partial void StrangerAtDataPort(this ILogger logger, string connectionId, string peer);
}
