using System.Net;
using Sockeye.Fairness;
using Sockeye.Testing;

namespace Sockeye.Tests.Fairness;

public sealed class HeavyWorkTests
{
    private static readonly PeerNetwork[] Peer = PeerNetwork.Of(IPAddress.Parse("192.0.2.1"));

    [Fact]
    public void Places_are_bounded_per_peer_and_given_back()
    {
        var work = new HeavyWork(placesPerPeer: 1);

        using (WorkPlace? place = work.TryEnter(Peer))
        {
            Assert.NotNull(place);
            Assert.Null(work.TryEnter(Peer));
            Assert.NotNull(work.TryEnter(PeerNetwork.Of(IPAddress.Parse("192.0.2.2"))));
            Assert.NotNull(work.TryEnterSum(Peer)); // which hold nothing, and are counted apart
            place.Dispose();
            place.Dispose(); // once is enough
        }

        Assert.NotNull(work.TryEnter(Peer));
        Assert.Null(work.TryEnter(Peer));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Work_for_a_peer_that_is_gone_ends_at_its_next_turn()
    {
        bool isGone = false;
        using WorkPlace place = new HeavyWork().Enter(Peer, () => isGone);
        await place.StepAsync(CancellationToken.None);

        isGone = true;
        place.Rest();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.StepAsync(CancellationToken.None).AsTask());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_rests_leaves_the_turn_to_others()
    {
        var work = new HeavyWork();
        using IDisposable busy = await BusyWork.TakeAllAsync(work);
        using WorkPlace place = work.Enter(Peer);

        Task step = place.StepAsync(CancellationToken.None).AsTask();
        Assert.False(step.IsCompleted);
        busy.Dispose();

        await step;
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Wait_that_is_over_at_once_does_not_end_the_turn()
    {
        var work = new HeavyWork();
        var never = new TaskCompletionSource();
        using WorkPlace place = work.Enter(Peer);
        await place.StepAsync(CancellationToken.None);

        await place.RestAsync(ValueTask.CompletedTask);
        Assert.True(place.HasTurn);
        ValueTask wait = place.RestAsync(new ValueTask(never.Task));
        Assert.False(place.HasTurn);

        never.SetResult();
        await wait;
    }
}
