using Sockeye.Files.Access;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Access;

public sealed class DeliveriesTests
{
    private readonly ManualClock _clock = new();
    private readonly List<AccessRecord> _log = [];
    private readonly Transfers _transfers;
    private readonly TakingConnection _peer;
    private readonly Deliveries _deliveries;

    public DeliveriesTests()
    {
        _transfers = new Transfers(_clock, _log.Add);
        _peer = new TakingConnection(_clock);
        _deliveries = _transfers.Over(_peer);
    }

    private IEnumerable<string> Told => _log.Select(record => $"{record.Action} {record.Bytes} {record.Result}");

    [Fact]
    public void What_arrives_at_once_is_ok_at_once()
    {
        _peer.Takes(10);

        Send("a", 10);

        Assert.Equal(["a 10 ok"], Told);
    }

    [Fact]
    public void What_arrives_later_is_ok_when_it_is_looked_at_again()
    {
        Send("a", 10);
        Send("b", 5);
        _peer.Takes(10);
        Assert.Empty(_log);

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(["a 10 ok"], Told);
        _peer.Takes(5);
        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(["a 10 ok", "b 5 ok"], Told);
        Assert.False(_clock.TryAdvanceToNextTimer()); // nothing to look at: it does not look
    }

    [Fact]
    public void Next_answer_tells_of_those_before()
    {
        Send("a", 10);
        _peer.Takes(10);

        Send("b", 5);

        Assert.Equal(["a 10 ok"], Told);
    }

    [Fact]
    public void Time_that_it_took_is_until_its_last_byte_was_sent()
    {
        Send("a", 10);
        _peer.Takes(10);
        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(TimeSpan.Zero, _log.Single().Elapsed);
    }

    [Fact]
    public async Task End_waits_for_the_peer()
    {
        Send("a", 10);
        Task ending = _deliveries.DisposeAsync().AsTask();
        for (int look = 0; look < 100; look++)
            await VirtualTime.UntilAsync(_clock.TryAdvanceToNextTimer);
        Assert.False(ending.IsCompleted);

        _peer.Takes(10);
        await VirtualTime.UntilAsync(_clock.TryAdvanceToNextTimer);
        await ending;

        Assert.Equal(["a 10 ok"], Told);
    }

    [Fact]
    public async Task What_a_dead_peer_did_not_get_is_cut_off()
    {
        Send("a", 10);
        Send("b", 5);
        _peer.Takes(12);
        _peer.Dies();

        await _deliveries.DisposeAsync();

        Assert.Equal(["a 10 ok", "b 2 cut-off"], Told);
        Assert.Equal(EndReason.PeerReset, _peer.EndReason);
        Assert.Empty(_transfers.UnderWay);
    }

    [Fact]
    public async Task Abort_ends_the_wait()
    {
        Send("a", 10);
        Task ending = _deliveries.DisposeAsync().AsTask();

        _peer.Abort(EndReason.DrainTimedOut);
        await ending;

        Assert.Equal(["a 0 cut-off"], Told);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_cut_off_unless_it_has_arrived()
    {
        await _deliveries.DisposeAsync();
        Send("a", 10);

        Assert.Equal(["a 0 cut-off"], Told);
    }

    [Fact]
    public async Task Peer_that_takes_nothing_is_not_answered_without_end()
    {
        for (int answer = 1; answer < Deliveries.MaxUnderWay; answer++)
            Send("a", 1);
        Assert.True(_deliveries.WaitForRoomAsync().AsTask().IsCompleted);
        Send("a", 1);

        Task waiting = _deliveries.WaitForRoomAsync().AsTask();
        for (int look = 0; look < 100; look++)
            await VirtualTime.UntilAsync(_clock.TryAdvanceToNextTimer);
        Assert.False(waiting.IsCompleted);
        _peer.Takes((Deliveries.MaxUnderWay / 2) + 1);
        while (!waiting.IsCompleted)
            await VirtualTime.UntilAsync(() => waiting.IsCompleted || _clock.TryAdvanceToNextTimer());

        Assert.True(_deliveries.WaitForRoomAsync().AsTask().IsCompleted);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Wait_for_room_ends_with_the_connection(bool dies)
    {
        for (int answer = 0; answer < Deliveries.MaxUnderWay; answer++)
            Send("a", 1);
        Task waiting = _deliveries.WaitForRoomAsync().AsTask();

        if (dies)
            _peer.Dies();
        else
            _peer.Abort(EndReason.DrainTimedOut);
        while (!waiting.IsCompleted)
            await VirtualTime.UntilAsync(() => waiting.IsCompleted || _clock.TryAdvanceToNextTimer());

        await waiting;
    }

    private void Send(string action, int bytes)
    {
        using AccessEntry transfer = _transfers.Begin("http", null, "x", action, null, null);
        _peer.Send(bytes);
        transfer.Sent(bytes);
        _deliveries.Add(transfer);
    }
}
