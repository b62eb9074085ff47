using Microsoft.Extensions.Logging;

namespace Sockeye.Files.Http;

/// <summary>What the folder over HTTP logs: ids 510 to 519; 501 is older.</summary>
internal static partial class FolderLog
{
    [LoggerMessage(501, LogLevel.Warning, "Connection {ConnectionId}: the disk failed: {Details}")]
    public static partial void DiskFailed(this ILogger logger, string connectionId, string details);
}
