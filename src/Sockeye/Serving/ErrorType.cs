using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>The <c>error.type</c> of an end (OpenTelemetry's semantic conventions, attributes of errors).</summary>
internal static class ErrorType
{
    /// <summary>The word for a reason; null, and then no tag, where the end is no error.</summary>
    public static string? Of(EndReason reason) => reason switch
    {
        EndReason.None or EndReason.Completed or EndReason.ServerStopping => null,
        EndReason.PeerReset => "peer_reset",
        EndReason.PeerBrokeProtocol => "peer_broke_protocol",
        EndReason.IdleTooLong => "idle_too_long",
        EndReason.DrainTimedOut => "drain_timed_out",
        EndReason.LocalFailure => "local_failure",
        EndReason.HandlerFailed => "handler_failed",
        EndReason.Cancelled => "cancelled",
        EndReason.GaveWay => "gave_way",
        EndReason.SendQueueFull => "send_queue_full",
        _ => "_OTHER", // the conventions' word for what has none
    };
}
