using Microsoft.Extensions.Logging;

namespace Sockeye.Files.Remotes;

/// <summary>What the client of files logs: ids 340 to 349; the next free one is 342.</summary>
internal static partial class RemotesLog
{
    [LoggerMessage(340, LogLevel.Information, "{Failure}; trying again in {Seconds} s ({Attempt} of {Retries})")]
    public static partial void TryingAgain(
        this ILogger logger, string failure, int seconds, int attempt, int retries);

    [LoggerMessage(341, LogLevel.Information, "{Flaw}: begun anew")]
    public static partial void BegunAnew(this ILogger logger, string flaw);
}
