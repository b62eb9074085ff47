using System.Collections.Concurrent;
using Sockeye.Files.Remotes;

namespace Sockeye.Files.Tests.Remotes;

public sealed class RemoteServerTests
{
    private static readonly RemoteServer Server = new(
        new RemoteContext(), RemoteUrl.Parse("tcp://server:55/", out _)!, new RemoteOptions());

    private readonly ConcurrentQueue<int> _begun = new();

    [Fact]
    public async Task Each_item_is_dealt_with_once()
    {
        await using RemoteFiles first = Server.Open();

        await Server.ForEachAsync([1, 2, 3, 4, 5], jobs: 3, first, (_, item) =>
        {
            _begun.Enqueue(item);
            return Task.CompletedTask;
        });

        Assert.Equal([1, 2, 3, 4, 5], _begun.Order());
    }

    [Fact]
    public async Task After_a_failure_no_other_item_is_begun_and_what_is_under_way_may_end()
    {
        await using RemoteFiles first = Server.Open();
        var underWay = new TaskCompletionSource();
        var failing = new TaskCompletionSource();

        Task all = Server.ForEachAsync([1, 2, 3, 4], jobs: 2, first, (_, item) =>
        {
            _begun.Enqueue(item);
            return item == 1 ? underWay.Task : failing.Task;
        });
        failing.SetException(new InvalidOperationException("of item 2"));
        Assert.False(all.IsCompleted);
        underWay.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all);
        Assert.Equal([1, 2], _begun);
    }
}
