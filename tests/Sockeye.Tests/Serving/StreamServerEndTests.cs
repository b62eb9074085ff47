using Microsoft.Extensions.Logging;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Serving;

/// <summary>What remains to be done when a handler has returned, and what may go wrong with it.</summary>
public sealed class StreamServerEndTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void Duration_does_not_follow_the_calendar() => _time.Run(async () =>
    {
        var server = new StreamServerFixture();
        await server.StartAsync((connection, _) => connection.ReadToEndAsync());
        StreamConnection client = await server.ConnectAndBeginAsync();

        server.Clock.StepCalendar(TimeSpan.FromHours(-1));
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        await client.DisposeAsync();
        await VirtualTime.UntilAsync(() => !server.Served.IsEmpty);
        await server.StopAsync();

        ServiceInterval served = Assert.Single(server.Served);
        Assert.Equal(TimeSpan.FromSeconds(3), served.End - served.Start);
        Assert.EndsWith(" 3000 ms", Assert.Single(server.Log.At(LogLevel.Information)), StringComparison.Ordinal);
    });

    [Fact]
    public void Record_keeper_that_fails_costs_neither_the_place_nor_the_end() => _time.Run(async () =>
    {
        var server = new StreamServerFixture { OnServed = static _ => throw new InvalidOperationException("oops") };
        await server.StartAsync(
            static (_, _) => Task.CompletedTask, new ServeOptions { Mode = ServeMode.Iterative });

        await using StreamConnection first = await server.ConnectAndBeginAsync();
        await using StreamConnection second = await server.ConnectAndBeginAsync();

        Assert.Equal(ServeOutcome.Drained, await server.StopAsync());
        Assert.Equal(2, server.Served.Count);
        Assert.NotEmpty(server.Log.At(LogLevel.Error));
    });

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connection_that_only_waits_for_the_end_of_its_peer_is_not_cut_off()
    {
        var server = new StreamServerFixture();
        var sockets = new SocketTransport(server.Clock); // stands still: only insisting ends the wait
        server.Start(
            await sockets.ListenAsync(Endpoint.Tcp(null, 0)),
            async (connection, stopping) => await connection.Input.ReadAsync(stopping));
        await using StreamConnection idle = await sockets.ConnectAsync(server.Endpoint);
        await VirtualTime.UntilAsync(() => !server.Begun.IsEmpty);

        server.RequestStop();
        await VirtualTime.UntilAsync(() => server.Begun.Single().EndReason == EndReason.ServerStopping);
        server.Insist();

        Assert.Equal(ServeOutcome.Drained, await server.Running);
        Assert.Equal(EndReason.ServerStopping, Assert.Single(server.Served).Reason);
        idle.Abort(EndReason.Cancelled); // or closing would wait for the clock
    }
}
