using Microsoft.Extensions.Logging;

namespace Sockeye.Files.Access;

/// <summary>What the accounts log: ids 400 to 419; the next free one is 402.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(400, LogLevel.Information, "Users read again from {Path}: {Count} accounts")]
    public static partial void UsersChanged(this ILogger logger, string path, int count);

    [LoggerMessage(401, LogLevel.Warning, "Users stay as they were, {Path} cannot be read: {Details}")]
    public static partial void UsersUnreadable(this ILogger logger, string path, string details);
}
