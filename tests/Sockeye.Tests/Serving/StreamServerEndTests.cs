using Microsoft.Extensions.Logging;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

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
}
