using Microsoft.Extensions.Logging;

namespace Sockeye.Http;

/// <summary>What HTTP logs: ids 500 to 509; the next free one is 501.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(500, LogLevel.Error, "Connection {ConnectionId}: a request failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string connectionId);
}
