using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>
/// What a server measures. Tags come from fixed lists: service, direction and type of error, never a peer's address.
/// </summary>
/// <remarks>
/// What is counted is counted whether somebody watches or not, and told when it is asked for: who comes late (as
/// dotnet-counters on a running server) reads the same as who was there from the start. Only the durations of
/// connections that ended before are lost to them.
/// </remarks>
public sealed class ServerMetrics
{
    /// <summary>The meter's name, for those who subscribe.</summary>
    public const string MeterName = "Sockeye.Server";

    private readonly ConcurrentDictionary<string, ServiceCounts> _services = new();
    private readonly Histogram<double>? _duration;
    private ServiceCounts? _last; // most processes have one busy service: its name need not be looked up
    private long _logLinesLost;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meter">
    /// Of the caller, who names it <see cref="MeterName"/> for those who subscribe by name (as of an
    /// <see cref="IMeterFactory"/>); null, the default, when nobody is to read what is counted.
    /// </param>
    public ServerMetrics(Meter? meter = null)
    {
        Meter = meter;
        if (meter is null)
            return;

        meter.CreateObservableUpDownCounter(
            "sockeye.connections.active", () => Told(counts => counts.Active), "{connection}", "Being served now.");
        meter.CreateObservableCounter(
            "sockeye.connections.accepted", () => Told(counts => counts.Accepted), "{connection}",
            "Accepted since the start.");
        meter.CreateObservableCounter(
            "sockeye.connections.ended", () => _services.Values.SelectMany(counts => counts.Ended), "{connection}",
            "Ended since the start, by type of error.");
        meter.CreateObservableCounter(
            "sockeye.connection.bytes", () => _services.Values.SelectMany(counts => counts.Bytes), "By",
            "Bytes moved since the start, by direction.");
        _duration = meter.CreateHistogram<double>("sockeye.connection.duration", "s", "Time from accept to end.");
        meter.CreateObservableCounter(
            "sockeye.log.lines.lost", () => Interlocked.Read(ref _logLinesLost), "{line}",
            "Lines of logs that could not be written.");
    }

    /// <summary>The meter of the instruments, for who reads these and no others; null when there are none.</summary>
    public Meter? Meter { get; }

    /// <summary>A connection or exchange began.</summary>
    public void Started(string service) => CountsOf(service).Start();

    /// <summary>A connection or exchange ended.</summary>
    public void Ended(ServiceInterval interval)
    {
        ServiceCounts counts = CountsOf(interval.Service);
        counts.End(interval.Reason, interval.BytesReceived, interval.BytesSent);
        _duration?.Record((interval.End - interval.Start).TotalSeconds, counts.TagsOf(ErrorType.Of(interval.Reason)));
    }

    /// <summary>Lines of a log could not be written.</summary>
    public void LogLost(long lines) => Interlocked.Add(ref _logLinesLost, lines);

    /// <summary>A datagram was answered at once: it has no duration and was never active.</summary>
    public void Answered(string service, long bytesReceived, long bytesSent) =>
        CountsOf(service).Answer(bytesReceived, bytesSent);

    private IEnumerable<Measurement<long>> Told(Func<ServiceCounts, Measurement<long>> count) =>
        _services.Values.Select(count);

    private ServiceCounts CountsOf(string service)
    {
        if (_last is { } last && ReferenceEquals(last.Service, service))
            return last;

        return _last = _services.GetOrAdd(service, static name => new ServiceCounts(name));
    }
}

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
