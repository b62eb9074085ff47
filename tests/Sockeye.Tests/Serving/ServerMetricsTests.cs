using System.Diagnostics.Metrics;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

public sealed class ServerMetricsTests : IDisposable
{
    private readonly Meter _meter = new("Sockeye.Tests.ServerMetrics");
    private readonly ServerMetrics _metrics;

    public ServerMetricsTests() => _metrics = new ServerMetrics(_meter);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Watcher_that_comes_while_a_connection_is_open_reads_zero_after_its_end()
    {
        _metrics.Started("test");

        using var measured = new Measurements(_meter);
        Assert.Equal(1, measured["sockeye.connections.active service=test"]);
        _metrics.Ended(Interval(EndReason.Completed));

        Assert.Equal(0, measured["sockeye.connections.active service=test"]);
    }

    [Fact]
    public void Watcher_that_comes_late_reads_what_was_counted_before()
    {
        _metrics.Started("test");
        _metrics.Ended(Interval(EndReason.Completed));
        _metrics.Started("test");
        _metrics.Ended(Interval(EndReason.PeerReset));
        _metrics.Answered("other", bytesReceived: 3, bytesSent: 4);
        _metrics.LogLost(5);

        using var measured = new Measurements(_meter);

        Assert.Equal(2, measured["sockeye.connections.accepted service=test"]);
        Assert.Equal(1, measured["sockeye.connections.ended service=test"]);
        Assert.Equal(1, measured["sockeye.connections.ended service=test error.type=peer_reset"]);
        Assert.Equal(20, measured["sockeye.connection.bytes service=test direction=received"]);
        Assert.Equal(40, measured["sockeye.connection.bytes service=test direction=sent"]);
        Assert.Equal(1, measured["sockeye.connections.ended service=other"]);
        Assert.Equal(0, measured["sockeye.connections.active service=other"]);
        Assert.Equal(5, measured["sockeye.log.lines.lost"]);
    }

    [Theory]
    [InlineData(EndReason.Completed), InlineData(EndReason.ServerStopping)]
    public void End_in_good_order_has_no_error_type(EndReason reason)
    {
        using var measured = new Measurements(_meter);

        _metrics.Started("test");
        _metrics.Ended(Interval(reason));

        Assert.Equal(1, measured["sockeye.connections.ended service=test"]);
        Assert.Equal(1, measured["sockeye.connection.duration service=test"]);
    }

    [Theory]
    [InlineData(EndReason.PeerReset, "peer_reset"), InlineData(EndReason.PeerBrokeProtocol, "peer_broke_protocol")]
    [InlineData(EndReason.IdleTooLong, "idle_too_long"), InlineData(EndReason.DrainTimedOut, "drain_timed_out")]
    [InlineData(EndReason.LocalFailure, "local_failure"), InlineData(EndReason.HandlerFailed, "handler_failed")]
    [InlineData(EndReason.Cancelled, "cancelled"), InlineData(EndReason.GaveWay, "gave_way")]
    public void End_that_is_an_error_has_its_type(EndReason reason, string errorType)
    {
        using var measured = new Measurements(_meter);

        _metrics.Started("test");
        _metrics.Ended(Interval(reason));

        Assert.Equal(1, measured[$"sockeye.connections.ended service=test error.type={errorType}"]);
        Assert.Equal(1, measured[$"sockeye.connection.duration service=test error.type={errorType}"]);
    }

    private static ServiceInterval Interval(EndReason reason) => new(
        "test", "peer", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1),
        BytesReceived: 10, BytesSent: 20, reason);
}
