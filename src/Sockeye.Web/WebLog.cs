using Microsoft.Extensions.Logging;

namespace Sockeye.Web;

/// <summary>What HTTP logs: ids 500 to 519; the next free one is 502.</summary>
internal static partial class WebLog
{
    [LoggerMessage(500, LogLevel.Error, "Connection {ConnectionId}: a request failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(501, LogLevel.Warning, "Connection {ConnectionId}: the disk failed: {Details}")]
    public static partial void DiskFailed(this ILogger logger, string connectionId, string details);
}
