using Sockeye.Http.Hosting;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Http.Tests.Hosting;

public sealed class PendingAnswerTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _told = [];

    [Theory]
    [InlineData(false, EndReason.None, true, "followed, delivered")]
    [InlineData(true, EndReason.None, true, "followed, cut off by 10")] // whatever the connection says: of a stream
    [InlineData(false, EndReason.PeerReset, true, "followed, cut off by 10")] // thrown away without a word
    [InlineData(false, EndReason.PeerReset, false, "followed, delivered")] // fewer bytes went, for it was compressed
    public async Task What_becomes_of_it_is_told_once(bool hasFailed, EndReason reason, bool isAsItIs, string expected)
    {
        var connection = new TakingConnection(_clock);
        connection.Takes(1_000);
        if (reason != EndReason.None)
            connection.TrySetEndReason(reason);
        await using var deliveries = new Deliveries(connection, _clock);
        var pending = new PendingAnswer { Answer = new Told(_told), HasFailed = hasFailed };

        pending.OnEnd(connection, deliveries, isAsItIs);
        pending.OnEnd(connection, deliveries, isAsItIs); // of a next request, which has none

        Assert.Equal(expected, string.Join(", ", _told));
        Assert.False(pending.HasFailed);
    }

    private sealed class Told(List<string> told) : ISentAnswer
    {
        public long Bytes => 10;

        public void OnFollowed() => told.Add("followed");

        public void OnDelivered() => told.Add("delivered");

        public void OnCutOff(long undelivered) => told.Add($"cut off by {undelivered}");
    }
}
