using System.Net;
using Sockeye.Fairness;

namespace Sockeye.Tests.Fairness;

public sealed class PeerCountsTests
{
    [Fact]
    public void One_peer_has_so_many_and_no_more_until_one_leaves()
    {
        var counts = new PeerCounts(perPeer: 2);
        PeerNetwork[] one = Of("192.0.2.1");

        Assert.True(counts.TryEnter(one));
        Assert.True(counts.TryEnter(one));
        Assert.False(counts.TryEnter(one));
        Assert.True(counts.TryEnter(Of("192.0.2.2")));
        counts.Leave(one);
        Assert.True(counts.TryEnter(one));
    }

    [Fact]
    public void All_together_have_so_many_and_no_more()
    {
        var counts = new PeerCounts(perPeer: 2, inAll: 3);

        Assert.True(counts.TryEnter(Of("192.0.2.1")));
        Assert.True(counts.TryEnter(Of("192.0.2.2")));
        Assert.True(counts.TryEnter(Of("192.0.2.3")));
        Assert.False(counts.TryEnter(Of("192.0.2.4")));
    }

    [Theory]
    [InlineData("2001:db8::1:0:0:1", 10, "the same /64")]
    [InlineData("2001:db8:0:{0:x}::1", 20, "another /64 of the /56")]
    [InlineData("2001:db8:0:{0:x}00::1", 40, "another /56 of the /48")]
    [InlineData("2001:db8:{0:x}::1", 200, "another /48")]
    public void Networks_count_in_steps(string address, int admitted, string kind)
    {
        var counts = new PeerCounts(perPeer: 10);

        int entered = Enumerable.Range(0, 200).Count(
            number => counts.TryEnter(Of(string.Format(null, address, number))));

        Assert.True(admitted == entered, kind);
    }

    [Fact]
    public void Network_of_many_shares_leaves_some_to_others()
    {
        var counts = new PeerCounts(perPeer: 14, inAll: 16);

        int entered = Enumerable.Range(0, 16).Count(number => counts.TryEnter(Of($"2001:db8:0:{number:x}::1")));

        Assert.Equal(14, entered);
        Assert.True(counts.TryEnter(Of("2001:db8:1::1")));
    }

    [Fact]
    public void Who_was_refused_is_not_counted()
    {
        var counts = new PeerCounts(perPeer: 1);
        PeerNetwork[] one = Of("2001:db8::1"), same = Of("2001:db8::2"), other = Of("2001:db8:0:1::1");

        Assert.True(counts.TryEnter(one));
        Assert.False(counts.TryEnter(same)); // by its /64; its /56 and /48 keep their numbers
        Assert.True(counts.TryEnter(other));
    }

    private static PeerNetwork[] Of(string address) => PeerNetwork.Of(IPAddress.Parse(address));
}
