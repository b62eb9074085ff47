using Microsoft.Extensions.Logging;

namespace Sockeye.Transports.Sockets;

/// <summary>What the sockets log: ids 50 to 69; the next free one is 51.</summary>
internal static partial class SocketLog
{
    [LoggerMessage(
        50, LogLevel.Warning,
        "The receive buffer of a datagram socket is {Given} B instead of {Wanted} B, and may lose a part of a window; "
        + "raise net.core.rmem_max")]
    public static partial void ReceiveBufferIsShort(this ILogger logger, int given, int wanted);
}
