using System.Net;
using Sockeye.Fairness;
using Sockeye.Testing;

namespace Sockeye.Tests.Fairness;

public sealed class FairSchedulerTests
{
    private readonly FairScheduler _turns = new(atOnce: 1);

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Peers_have_turns_one_after_the_other_however_many_waits_each_has()
    {
        await TakeAsync("192.0.2.9");
        var order = new List<string>();
        Task[] waits =
        [
            .. Enumerable.Range(0, 3).Select(wait => RunAsync($"a{wait}", "192.0.2.1", order)),
            .. Enumerable.Range(0, 2).Select(wait => RunAsync($"b{wait}", "192.0.2.2", order)),
            RunAsync("c0", "192.0.2.3", order),
        ];

        _turns.Return();
        await Task.WhenAll(waits);

        Assert.Equal(["a0", "b0", "c0", "a1", "b1", "a2"], order);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_is_first_goes_before_those_who_came_before()
    {
        await TakeAsync("192.0.2.9");
        var order = new List<string>();
        Task[] waits =
        [
            RunAsync("a", "192.0.2.1", order), RunAsync("b", "192.0.2.2", order),
            RunAsync("first", "192.0.2.3", order, isFirst: true), RunAsync("also", "192.0.2.4", order, isFirst: true),
        ];

        _turns.Return();
        await Task.WhenAll(waits);

        Assert.Equal(["first", "also", "a", "b"], order);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_gave_up_has_no_turn_and_keeps_nobody_from_one()
    {
        await TakeAsync("192.0.2.9");
        using var cancel = new CancellationTokenSource();
        Task given = _turns.TakeAsync(Of("192.0.2.1"), isFirst: false, cancel.Token).AsTask();
        Task other = _turns.TakeAsync(Of("192.0.2.2"), isFirst: false, CancellationToken.None).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _turns.Return();

        await other;
        _turns.Return();
        await TakeAsync("192.0.2.1"); // nothing was lost
    }

    private static PeerNetwork Of(string address) => PeerNetwork.Of(IPAddress.Parse(address))[0];

    private async Task RunAsync(string name, string peer, List<string> order, bool isFirst = false)
    {
        await _turns.TakeAsync(Of(peer), isFirst, CancellationToken.None);
        order.Add(name);
        _turns.Return();
    }

    private ValueTask TakeAsync(string peer) => _turns.TakeAsync(Of(peer), isFirst: false, CancellationToken.None);
}
