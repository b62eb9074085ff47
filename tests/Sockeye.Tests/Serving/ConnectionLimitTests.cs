using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

public sealed class ConnectionLimitTests
{
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_gives_way_does_so_for_whom_it_was_asked_to()
    {
        var limit = new ConnectionLimit();
        limit.Open(1);
        Assert.True(limit.TryTake());
        Task before = limit.TakeAsync(isFirst: false, default);
        Task first = limit.TakeAsync(isFirst: true, default);

        limit.Return();
        await first;
        Assert.False(limit.TryTake());
        Assert.False(before.IsCompleted);

        limit.Return();
        await before;
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_gave_up_takes_no_place()
    {
        var limit = new ConnectionLimit();
        using var stop = new CancellationTokenSource();
        Task[] waits = [limit.TakeAsync(isFirst: true, stop.Token), limit.TakeAsync(isFirst: false, stop.Token)];

        await stop.CancelAsync();
        foreach (Task wait in waits)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        limit.Open(1);

        Assert.True(limit.TryTake());
        Assert.False(limit.TryTake());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Places_that_are_opened_are_for_those_who_wait()
    {
        var limit = new ConnectionLimit();
        Task one = limit.TakeAsync(isFirst: false, default), two = limit.TakeAsync(isFirst: false, default);

        limit.Open(3);

        await Task.WhenAll(one, two);
        Assert.True(limit.TryTake());
        Assert.False(limit.TryTake());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Nobody_is_taken_while_it_is_closed()
    {
        var limit = new ConnectionLimit();
        var fixture = new StreamServerFixture { ConnectionLimit = limit };
        await fixture.StartAsync(static (_, _) => Task.CompletedTask);
        await using StreamConnection client = await fixture.ConnectAsync();
        Assert.Empty(fixture.Begun);

        limit.Open(places: 1);

        await VirtualTime.UntilAsync(() => !fixture.Begun.IsEmpty);
        await fixture.StopAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Servers_share_its_places()
    {
        var limit = new ConnectionLimit();
        limit.Open(places: 2); // each server waits for its next peer with one
        var first = new StreamServerFixture { ConnectionLimit = limit };
        var second = new StreamServerFixture { ConnectionLimit = limit };
        var release = new TaskCompletionSource();
        await first.StartAsync((_, _) => release.Task);
        await second.StartAsync(static (_, _) => Task.CompletedTask);
        await using StreamConnection served = await first.ConnectAndBeginAsync();
        await using StreamConnection waiting = await first.ConnectAsync();
        Assert.Single(first.Begun);

        await using StreamConnection other = await second.ConnectAndBeginAsync();

        // it has ended, and its place is the first's
        await VirtualTime.UntilAsync(() => first.Begun.Count == 2);
        release.SetResult();
        await Task.WhenAll(first.StopAsync(), second.StopAsync());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_ends_gives_back_the_place_it_waited_with()
    {
        var limit = new ConnectionLimit();
        limit.Open(places: 1);
        var first = new StreamServerFixture { ConnectionLimit = limit };
        await first.StartAsync(static (_, _) => Task.CompletedTask);
        var second = new StreamServerFixture { ConnectionLimit = limit };
        await second.StartAsync(static (_, _) => Task.CompletedTask);

        await first.StopAsync();

        await using StreamConnection client = await second.ConnectAndBeginAsync();
        await second.StopAsync();
    }
}
