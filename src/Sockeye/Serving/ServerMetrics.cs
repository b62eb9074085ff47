using System.Diagnostics.Metrics;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>
/// What a server measures. Tags come from fixed lists: service and end reason, never a peer's address.
/// </summary>
public sealed class ServerMetrics
{
    /// <summary>The meter's name, for those who subscribe.</summary>
    public const string MeterName = "Sockeye.Server";

    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _logLinesLost;

    /// <summary>Creates the instruments on <paramref name="meter"/>.</summary>
    public ServerMetrics(Meter meter)
    {
        _active = meter.CreateUpDownCounter<long>("sockeye.connections.active", "{connection}", "Being served now.");
        _accepted = meter.CreateCounter<long>(
            "sockeye.connections.accepted", "{connection}", "Accepted since the start.");
        _ended = meter.CreateCounter<long>("sockeye.connections.ended", "{connection}", "Ended, by reason.");
        _bytes = meter.CreateCounter<long>("sockeye.connection.bytes", "By", "Bytes moved, by direction.");
        _duration = meter.CreateHistogram<double>("sockeye.connection.duration", "s", "Time from accept to end.");
        _logLinesLost = meter.CreateCounter<long>(
            "sockeye.log.lines.lost", "{line}", "Lines of logs that could not be written.");
    }

    /// <summary>Instruments on a meter of the process; they cost nothing until somebody subscribes.</summary>
    public static ServerMetrics Default { get; } = new(new Meter(MeterName));

    /// <summary>A connection or exchange began.</summary>
    public void Started(string service)
    {
        _active.Add(1, Service(service));
        _accepted.Add(1, Service(service));
    }

    /// <summary>A connection or exchange ended.</summary>
    public void Ended(ServiceInterval interval)
    {
        KeyValuePair<string, object?> service = Service(interval.Service);
        var reason = new KeyValuePair<string, object?>("end.reason", NameOf(interval.Reason));
        _active.Add(-1, service); // the same tags as in Started, or the gauge drifts
        _ended.Add(1, service, reason);
        _bytes.Add(interval.BytesReceived, service, new("direction", "received"));
        _bytes.Add(interval.BytesSent, service, new("direction", "sent"));
        _duration.Record((interval.End - interval.Start).TotalSeconds, service, reason);
    }

    /// <summary>Lines of a log could not be written.</summary>
    public void LogLost(long lines) => _logLinesLost.Add(lines);

    /// <summary>A datagram was answered at once: it has no duration and was never active.</summary>
    public void Answered(string service, long bytesReceived, long bytesSent)
    {
        KeyValuePair<string, object?> tag = Service(service);
        _accepted.Add(1, tag);
        _ended.Add(1, tag, new("end.reason", NameOf(EndReason.Completed)));
        _bytes.Add(bytesReceived, tag, new("direction", "received"));
        _bytes.Add(bytesSent, tag, new("direction", "sent"));
    }

    private static KeyValuePair<string, object?> Service(string name) => new("service", name);

    private static string NameOf(EndReason reason) => reason switch
    {
        EndReason.Completed => "completed",
        EndReason.PeerReset => "peer_reset",
        EndReason.PeerBrokeProtocol => "peer_broke_protocol",
        EndReason.IdleTooLong => "idle_too_long",
        EndReason.ServerStopping => "server_stopping",
        EndReason.DrainTimedOut => "drain_timed_out",
        EndReason.LocalFailure => "local_failure",
        EndReason.HandlerFailed => "handler_failed",
        EndReason.Cancelled => "cancelled",
        EndReason.GaveWay => "gave_way",
        _ => "none",
    };
}
