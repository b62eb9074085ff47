using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sockeye.Native;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Tests.Serving;

/// <summary>The kinds of accept errors, and what a server does about each.</summary>
public sealed class AcceptFailureTests
{
    private readonly VirtualTime _time = new();
    private readonly StreamServerFixture _server = new();
    private readonly ScriptedListener _listener = new();

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, TransportFailure.Pressure)]
    [InlineData(SocketError.NoBufferSpaceAvailable, TransportFailure.Pressure)]
    [InlineData(SocketError.NotSocket, TransportFailure.Over)]
    [InlineData(SocketError.InvalidArgument, TransportFailure.Over)]
    [InlineData(SocketError.OperationNotSupported, TransportFailure.Over)]
    [InlineData(SocketError.ConnectionAborted, TransportFailure.PeerGone)]
    [InlineData(SocketError.ConnectionReset, TransportFailure.PeerGone)]
    [InlineData(SocketError.NetworkDown, TransportFailure.Other)]
    [InlineData(SocketError.HostUnreachable, TransportFailure.Other)]
    public void Errors_are_told_apart(SocketError error, TransportFailure failure) =>
        Assert.Equal(failure, Failure(error).Failure);

    [Theory]
    [InlineData(12)] // ENOMEM
    [InlineData(23)] // ENFILE
    public void Shortage_of_the_whole_system_is_pressure_as_well(int errno) =>
        Assert.Equal(
            TransportFailure.Pressure,
            new SocketCallException("accept on", "x", new ErrnoException((Errno)errno)).Failure);

    [Fact]
    public void Listener_that_fails_for_no_reason_we_know_ends_the_server() => _time.Run(async () =>
    {
        _server.Start(_listener, (_, _) => Task.CompletedTask);

        _listener.Add(new IOException("nobody knows why"));

        await Assert.ThrowsAsync<IOException>(() => _server.Running);
    });

    [Fact]
    public void Fault_of_a_peer_costs_no_time() => _time.Run(async () =>
    {
        _server.Start(_listener, (_, _) => Task.CompletedTask);
        _listener.Add(Failure(SocketError.ConnectionReset));
        await AcceptOneAsync();

        Assert.Equal(TimeSpan.Zero, _server.Clock.Elapsed);
        Assert.Empty(_server.Log.At(LogLevel.Warning));
        await _server.StopAsync();
    });

    [Fact]
    public void Shortage_is_waited_out_twice_as_long_each_time_up_to_five_seconds() => _time.Run(async () =>
    {
        int[] pauses = [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000];
        _server.Start(_listener, (_, _) => Task.CompletedTask);

        foreach (int pause in pauses)
            await FailAndWaitOutAsync(TimeSpan.FromMilliseconds(pause));

        const string why = "(cannot accept on x: too many open files); trying again in";
        Assert.Equal([$"test: accept failed {why} 100 ms"], _server.Log.At(LogLevel.Warning));
        Assert.Equal(
            pauses[1..].Select(pause => $"test: accept failed again {why} {pause} ms"),
            _server.Log.At(LogLevel.Debug));
        await _server.StopAsync();
    });

    [Fact]
    public void Success_makes_the_pause_short_again() => _time.Run(async () =>
    {
        _server.Start(_listener, (_, _) => Task.CompletedTask);
        await FailAndWaitOutAsync(TimeSpan.FromMilliseconds(100));
        await FailAndWaitOutAsync(TimeSpan.FromMilliseconds(200));

        await AcceptOneAsync();

        await FailAndWaitOutAsync(TimeSpan.FromMilliseconds(100));
        await _server.StopAsync();
    });

    [Fact]
    public void Stop_does_not_wait_for_the_pause() => _time.Run(async () =>
    {
        _server.Start(_listener, (_, _) => Task.CompletedTask);
        _listener.Add(Failure(SocketError.TooManyOpenSockets));
        await VirtualTime.UntilAsync(() => _server.Clock.HasTimer(dueIn: TimeSpan.FromMilliseconds(100)));

        Assert.Equal(ServeOutcome.Drained, await _server.StopAsync());
        Assert.Equal(TimeSpan.Zero, _server.Clock.Elapsed);
    });

    [Fact]
    public void Listener_that_failed_for_good_ends_the_server_when_its_work_is_done() => _time.Run(async () =>
    {
        var work = new TaskCompletionSource();
        _server.Start(_listener, (_, _) => work.Task);
        await AcceptOneAsync();
        _listener.Add(Failure(SocketError.NotSocket));
        await VirtualTime.UntilAsync(() => _listener.IsDisposed);
        Assert.False(_server.Running.IsCompleted);

        work.SetResult();

        await Assert.ThrowsAsync<SocketCallException>(() => _server.Running);
        Assert.Equal(EndReason.Completed, Assert.Single(_server.Served).Reason);
    });

    [Fact]
    public void Listener_that_failed_for_good_is_told_no_later_than_the_drain_time() => _time.Run(async () =>
    {
        TimeSpan drain = TimeSpan.FromSeconds(2);
        _server.Start(
            _listener, (connection, _) => connection.ReadToEndAsync(), new ServeOptions { DrainTimeout = drain });
        await AcceptOneAsync();
        _listener.Add(Failure(SocketError.NotSocket));
        await VirtualTime.UntilAsync(() => _server.Clock.HasTimer(dueIn: drain));

        _server.Clock.Advance(drain);

        await Assert.ThrowsAsync<SocketCallException>(() => _server.Running);
        Assert.Equal(EndReason.DrainTimedOut, Assert.Single(_server.Served).Reason);
    });

    private static SocketCallException Failure(SocketError error) =>
        new("accept on", "x", new SocketException((int)error));

    private async Task FailAndWaitOutAsync(TimeSpan pause)
    {
        _listener.Add(Failure(SocketError.TooManyOpenSockets));
        await VirtualTime.UntilAsync(() => _server.Clock.HasTimer(dueIn: pause));
        _server.Clock.Advance(pause);
    }

    private async Task AcceptOneAsync()
    {
        int begun = _server.Begun.Count;
        _listener.Add((await _server.PairAsync()).Server);
        await VirtualTime.UntilAsync(() => _server.Begun.Count > begun);
    }
}
