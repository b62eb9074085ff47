using Sockeye.Testing;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Tests.Transports.Sockets.Polling;

public sealed class ReadinessTests
{
    private readonly Readiness _readiness = new(isSet: true);

    [Fact]
    public void What_may_be_tried_at_first_is_said_at_first()
    {
        Assert.False(new Readiness(isSet: false).IsSet);
        Assert.True(_readiness.IsSet);
        Assert.True(Wait().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Whoever_waits_goes_on_inside_the_change()
    {
        _readiness.Clear();
        int thread = 0;
        Task waiting = WaitThen(() => thread = Environment.CurrentManagedThreadId);
        Assert.Equal(0, thread);

        _readiness.Set(onPool: false);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        await waiting;
    }

    [Fact]
    public async Task Whoever_may_block_goes_on_elsewhere()
    {
        _readiness.Clear();
        using var here = new ManualResetEventSlim();
        Task waiting = WaitThen(here.Wait);

        _readiness.Set(onPool: true);

        here.Set(); // it did not wait for this on our thread
        await waiting;
    }

    [Fact]
    public void Change_before_the_wait_is_remembered_until_it_is_used_up()
    {
        _readiness.Clear();
        _readiness.Set(onPool: false);
        Assert.True(Wait().IsCompleted);

        _readiness.Clear();
        Assert.False(Wait().IsCompleted);
    }

    [Fact]
    public async Task Change_is_told_to_all_who_wait()
    {
        _readiness.Clear();
        Task[] waiting = [Wait(), Wait(), Wait()];

        _readiness.Set(onPool: false);

        await Task.WhenAll(waiting);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task One_that_blocks_is_not_in_the_way_of_the_other()
    {
        _readiness.Clear();
        using var goOn = new ManualResetEventSlim();
        Task[] waiting = [WaitThen(goOn.Wait), WaitThen(goOn.Set)];

        await Task.Run(() => _readiness.Set(onPool: false));

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task End_that_is_none_allows_one_more_try()
    {
        _readiness.Clear();
        _readiness.End(onPool: false);

        _readiness.NotYet();

        Assert.True(Wait().IsCompletedSuccessfully);
        _readiness.Clear();
        Task waiting = Wait();
        Assert.False(waiting.IsCompleted);
        _readiness.Set(onPool: false);
        await waiting;
    }

    [Fact]
    public async Task Cancelled_wait_ends_and_the_others_stay()
    {
        _readiness.Clear();
        using var cancel = new CancellationTokenSource();
        Task first = Wait(), cancelled = Wait(cancel.Token), last = Wait();

        cancel.Cancel();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.False(first.IsCompleted || last.IsCompleted);
        _readiness.Set(onPool: false);
        await Task.WhenAll(first, last);
    }

    [Fact]
    public void Cancelled_before_it_began_it_does_not_wait()
    {
        _readiness.Clear();

        Assert.True(Wait(new CancellationToken(canceled: true)).IsCanceled);
    }

    [Fact]
    public async Task After_the_end_nobody_waits()
    {
        _readiness.Clear();
        Task waiting = Wait();

        _readiness.End(onPool: false);

        await waiting;
        _readiness.Clear();
        Assert.True(Wait().IsCompletedSuccessfully);
    }

    // Waits and changes on two threads, a hundred thousand times: no change is lost, no wait ends twice.
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task No_change_is_lost_between_two_threads()
    {
        const int Rounds = 100_000;
        int told = 0;
        int seen = 0;
        Task telling = Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                Interlocked.Increment(ref told);
                _readiness.Set(onPool: false);
            }
        });

        while (seen < Rounds)
        {
            await Wait();
            _readiness.Clear();
            seen = Volatile.Read(ref told);
        }

        await telling;
        Assert.Equal(Rounds, seen);
    }

    private async Task WaitThen(Action then)
    {
        await _readiness.WaitAsync(CancellationToken.None);
        then();
    }

    private Task Wait(CancellationToken cancel = default) => _readiness.WaitAsync(cancel).AsTask();
}
