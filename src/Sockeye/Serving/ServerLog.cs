using Microsoft.Extensions.Logging;
using Sockeye.Fairness;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>What servers log. One line at Information for each connection's end; its steps are Debug.</summary>
internal static partial class ServerLog // ids 100–199; next free 112
{
    [LoggerMessage(100, LogLevel.Debug, "{Service} {ConnectionId}: accepted from {Peer}")]
    public static partial void Accepted(this ILogger logger, string service, string connectionId, string peer);

    [LoggerMessage(
        101, LogLevel.Information,
        "{Service} {ConnectionId}: {Peer} ended: {Reason}, {BytesIn} B in, {BytesOut} B out, {ElapsedMs} ms")]
    public static partial void Ended(
        this ILogger logger, string service, string connectionId, string peer, EndReason reason,
        long bytesIn, long bytesOut, long elapsedMs);

    [LoggerMessage(102, LogLevel.Error, "{Service} {ConnectionId}: the handler failed")]
    public static partial void HandlerFailed(
        this ILogger logger, Exception exception, string service, string connectionId);

    [LoggerMessage(103, LogLevel.Warning, "{Service}: accept failed ({Error}); trying again in {DelayMs} ms")]
    public static partial void AcceptBackedOff(this ILogger logger, string service, string error, double delayMs);

    [LoggerMessage(106, LogLevel.Debug, "{Service}: accept failed again ({Error}); trying again in {DelayMs} ms")]
    public static partial void AcceptBackedOffAgain(this ILogger logger, string service, string error, double delayMs);

    [LoggerMessage(107, LogLevel.Warning, "{Service} {ConnectionId}: not served now ({Error})")]
    public static partial void NotServed(this ILogger logger, string service, string connectionId, string error);

    [LoggerMessage(108, LogLevel.Warning, "{Service}: {Peer} is not always answered: too many datagrams, or a loop")]
    public static partial void NotAnswered(this ILogger logger, string service, string peer);

    [LoggerMessage(109, LogLevel.Debug, "{Service}: {Peer} is not answered: too many datagrams, or a loop")]
    public static partial void NotAnsweredAgain(this ILogger logger, string service, string peer);

    [LoggerMessage(
        110, LogLevel.Warning,
        "{Service}: all places are taken, and {Peer} has more than its share: further connections of it are closed")]
    public static partial void PeerBeyondShare(this ILogger logger, string service, PeerNetwork peer);

    [LoggerMessage(104, LogLevel.Debug, "{Service} {ConnectionId}: {Detail}")]
    public static partial void PeerAtFault(this ILogger logger, string service, string connectionId, string detail);

    [LoggerMessage(111, LogLevel.Error, "{Service} {ConnectionId}: {Detail}")]
    public static partial void FileAtFault(this ILogger logger, string service, string connectionId, string detail);

    [LoggerMessage(105, LogLevel.Error, "{Service} {ConnectionId}: its end could not be told")]
    public static partial void ReportFailed(
        this ILogger logger, Exception exception, string service, string connectionId);
}
