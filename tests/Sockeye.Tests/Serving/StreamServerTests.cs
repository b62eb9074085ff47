using Microsoft.Extensions.Logging;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

public sealed class StreamServerTests
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    private readonly VirtualTime _time = new();
    private readonly StreamServerFixture _server = new();

    [Fact]
    public void Once_ends_after_one() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Once });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        await client.DisposeAsync();

        Assert.Equal(ServeOutcome.Drained, await _server.Running);
        Assert.Single(_server.Served);
        await Assert.ThrowsAsync<TransportException>(() => _server.ConnectAsync());
    });

    [Fact]
    public void Once_accepts_nobody_else_while_it_serves() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Once });
        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        await Assert.ThrowsAsync<TransportException>(() => _server.ConnectAsync());
    });

    [Fact]
    public void Iterative_serves_those_who_wait_one_after_the_other() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Iterative });
        StreamConnection[] clients =
            [await _server.ConnectAsync(), await _server.ConnectAsync(), await _server.ConnectAsync()];

        foreach (StreamConnection client in clients)
        {
            int served = _server.Served.Count;
            await VirtualTime.UntilAsync(() => _server.Begun.Count == served + 1);
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            await client.DisposeAsync();
            await VirtualTime.UntilAsync(() => _server.Served.Count == served + 1);
        }

        ServiceInterval[] record = [.. _server.Served];
        Assert.Equal(3, record.Length);
        Assert.DoesNotContain(record, one => record.Any(other => other != one && one.Overlaps(other)));
        Assert.All(record, interval => Assert.Equal(TimeSpan.FromSeconds(1), interval.End - interval.Start));
        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());
    });

    [Fact]
    public void Peer_beyond_the_limit_waits_for_a_permit() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Concurrent(2) });
        StreamConnection first = await _server.ConnectAndBeginAsync();
        await using StreamConnection second = await _server.ConnectAndBeginAsync();
        await using StreamConnection third = await _server.ConnectAsync();
        await third.SendAsync("I wait");

        Assert.Equal(2, _server.Begun.Count);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await first.DisposeAsync();
        await VirtualTime.UntilAsync(() => _server.Begun.Count == 3);

        Assert.Single(_server.Served); // the third began when the first had ended, not before
    });

    [Fact]
    public void Concurrent_serves_at_the_same_time() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Concurrent(2) });
        StreamConnection first = await _server.ConnectAndBeginAsync();
        StreamConnection second = await _server.ConnectAndBeginAsync();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await first.DisposeAsync();
        await second.DisposeAsync();
        await _server.StopAsync();

        ServiceInterval[] record = [.. _server.Served];
        Assert.True(record[0].Overlaps(record[1]));
    });

    [Fact]
    public void Idle_connection_is_closed_one_tick_after_the_limit() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { IdleTimeout = TimeSpan.FromSeconds(30) });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        StreamConnection server = Assert.Single(_server.Begun);

        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(EndReason.None, server.EndReason);
        _server.Clock.Advance(OneTick);

        Assert.Equal(EndReason.IdleTooLong, server.EndReason);
        await Assert.ThrowsAsync<TransportException>(() => client.ReadToEndAsync());
        await _server.StopAsync();
        Assert.Equal(EndReason.IdleTooLong, Assert.Single(_server.Served).Reason);
    });

    [Fact]
    public void Byte_in_time_keeps_a_connection_open_for_the_whole_limit_again() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { IdleTimeout = TimeSpan.FromSeconds(30) });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        StreamConnection server = Assert.Single(_server.Begun);
        _server.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.SendAsync("x");
        await VirtualTime.UntilAsync(() => server.BytesReceived == 1);

        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(EndReason.None, server.EndReason);
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1)); // the watch looks again no finer than that

        Assert.Equal(EndReason.IdleTooLong, server.EndReason);
    });

    [Fact]
    public void Stop_with_nobody_there_ends_at_once() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync);

        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());
        await Assert.ThrowsAsync<TransportException>(() => _server.ConnectAsync());
    });

    [Fact]
    public void Stop_asks_the_handlers_and_waits_for_them() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync);
        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());

        Assert.Equal(EndReason.ServerStopping, Assert.Single(_server.Served).Reason);
        Assert.Empty(await client.ReadToEndAsync()); // an end in good order
    });

    [Fact]
    public void Work_that_ends_at_the_drain_time_is_not_cut_off() => _time.Run(async () =>
    {
        var work = new TaskCompletionSource();
        await _server.StartAsync((_, _) => work.Task, new ServeOptions { DrainTimeout = TimeSpan.FromSeconds(5) });
        await using StreamConnection client = await _server.ConnectAndBeginAsync();
        await StopAndWaitForDrainAsync(TimeSpan.FromSeconds(5));

        _server.Clock.Advance(TimeSpan.FromSeconds(5) - OneTick);
        work.SetResult();

        Assert.Equal(ServeOutcome.Drained, await _server.Running);
        Assert.Equal(EndReason.Completed, Assert.Single(_server.Served).Reason);
    });

    [Fact]
    public void Work_that_goes_on_at_the_drain_time_is_cut_off() => _time.Run(async () =>
    {
        await _server.StartAsync(StubbornAsync, new ServeOptions { DrainTimeout = TimeSpan.FromSeconds(5) });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        await StopAndWaitForDrainAsync(TimeSpan.FromSeconds(5));

        _server.Clock.Advance(TimeSpan.FromSeconds(5) - OneTick);
        Assert.Equal(EndReason.None, Assert.Single(_server.Begun).EndReason);
        _server.Clock.Advance(OneTick);

        Assert.Equal(ServeOutcome.CutOff, await _server.Running);
        Assert.Equal(EndReason.DrainTimedOut, Assert.Single(_server.Served).Reason);
        await Assert.ThrowsAsync<TransportException>(() => client.ReadToEndAsync());
    });

    [Fact]
    public void Insisting_cuts_off_at_once() => _time.Run(async () =>
    {
        await _server.StartAsync(StubbornAsync);
        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        _server.RequestStop();
        _server.Insist();

        Assert.Equal(ServeOutcome.CutOff, await _server.Running);
        Assert.Equal(TimeSpan.Zero, _server.Clock.Elapsed);
    });

    [Fact]
    public void Once_told_to_stop_while_it_serves_drains_as_the_others() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { Mode = ServeMode.Once });
        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());
        Assert.Equal(EndReason.ServerStopping, Assert.Single(_server.Served).Reason);
    });

    public static TheoryData<string, EndReason, LogLevel> Failures => new()
    {
        { "bug", EndReason.HandlerFailed, LogLevel.Error },
        { "protocol", EndReason.PeerBrokeProtocol, LogLevel.Debug },
        { "network", EndReason.PeerReset, LogLevel.Debug },
        { "file", EndReason.LocalFailure, LogLevel.Error },
        { "cancelled by nobody", EndReason.HandlerFailed, LogLevel.Error },
    };

    [Theory, MemberData(nameof(Failures))]
    public void Failure_of_one_connection_is_named_and_the_server_goes_on(string kind, EndReason reason, LogLevel level) =>
        _time.Run(async () =>
        {
            Exception failure = kind switch
            {
                "bug" => new InvalidOperationException("oops"),
                "protocol" => new PeerProtocolException(ProtocolError.Malformed, "oops"),
                "network" => new IOException("oops"),
                "file" => new LocalFileException("oops"),
                _ => new OperationCanceledException(),
            };
            await _server.StartAsync(
                (_, _) => _server.Begun.Count == 1 ? Task.FromException(failure) : Task.CompletedTask);

            await using StreamConnection first = await _server.ConnectAndBeginAsync();
            await using StreamConnection second = await _server.ConnectAndBeginAsync();
            await _server.StopAsync();

            Assert.Equal([reason, EndReason.Completed], _server.Served.Select(interval => interval.Reason));
            Assert.NotEmpty(_server.Log.At(level));
            // a peer's mistake is no error of ours
            Assert.Equal(level == LogLevel.Error, _server.Log.At(LogLevel.Error).Any());
        });

    [Fact]
    public void Handler_that_throws_before_its_first_wait_is_no_different() => _time.Run(async () =>
    {
        await _server.StartAsync((_, _) => throw new InvalidOperationException("oops"));

        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());
        Assert.Equal(EndReason.HandlerFailed, Assert.Single(_server.Served).Reason);
    });

    [Fact]
    public void Each_end_is_one_line_of_the_log_and_one_record() => _time.Run(async () =>
    {
        await _server.StartAsync(async (connection, stopping) =>
        {
            await connection.SendAsync("answer");
            await UntilEndAsync(connection, stopping);
        });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        await client.SendAsync("ask");
        await client.CompleteOutputAsync();
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1_500));
        await client.ReadToEndAsync();
        await _server.StopAsync();

        ServiceInterval record = Assert.Single(_server.Served);
        string line = Assert.Single(_server.Log.At(LogLevel.Information));
        Assert.Equal($"test m1: {record.Peer} ended: Completed, 3 B in, 6 B out, 1500 ms", line);
        Assert.Equal((3, 6, "test"), (record.BytesReceived, record.BytesSent, record.Service));
    });

    [Fact]
    public void Measurements_count_what_happened_and_the_gauge_returns_to_zero() => _time.Run(async () =>
    {
        using var measured = new Measurements(_server.Meter);
        var active = new List<long>();
        await _server.StartAsync((_, _) =>
        {
            active.Add(measured["sockeye.connections.active service=test"]);
            return _server.Begun.Count == 1 ? throw new IOException("gone") : Task.CompletedTask;
        });

        await using StreamConnection first = await _server.ConnectAndBeginAsync();
        await using StreamConnection second = await _server.ConnectAndBeginAsync();
        await _server.StopAsync();

        Assert.Equal(1, active[0]);
        Assert.Equal(0, measured["sockeye.connections.active service=test"]);
        Assert.Equal(2, measured["sockeye.connections.accepted service=test"]);
        Assert.Equal(1, measured["sockeye.connections.ended service=test error.type=peer_reset"]);
        Assert.Equal(1, measured["sockeye.connections.ended service=test"]);
    });

    [Fact]
    public void Bytes_are_measured_by_direction() => _time.Run(async () =>
    {
        using var measured = new Measurements(_server.Meter);
        await _server.StartAsync(async (connection, stopping) =>
        {
            await connection.SendAsync("answer");
            await UntilEndAsync(connection, stopping);
        });
        StreamConnection client = await _server.ConnectAndBeginAsync();
        await client.SendAsync("ask");
        await client.DisposeAsync();
        await VirtualTime.UntilAsync(() => !_server.Served.IsEmpty);
        await _server.StopAsync();

        Assert.Equal(3, measured["sockeye.connection.bytes service=test direction=received"]);
        Assert.Equal(6, measured["sockeye.connection.bytes service=test direction=sent"]);
    });

    [Fact]
    public void Server_takes_the_buffer_size_of_its_options() => _time.Run(async () =>
    {
        await _server.StartAsync(UntilEndAsync, new ServeOptions { ReceiveBufferBytes = 1_024 });
        await using StreamConnection client = await _server.ConnectAndBeginAsync();

        Assert.Equal(1_024, Assert.Single(_server.Begun).ReceiveBufferBytes);
    });

    private static async Task UntilEndAsync(StreamConnection connection, CancellationToken stopping)
    {
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await connection.Input.ReadAsync(stopping);
            connection.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static Task StubbornAsync(StreamConnection connection, CancellationToken stopping) =>
        UntilEndAsync(connection, CancellationToken.None);

    private async Task StopAndWaitForDrainAsync(TimeSpan drain)
    {
        _server.RequestStop();
        await VirtualTime.UntilAsync(() => _server.Clock.HasTimer(dueIn: drain));
    }
}
