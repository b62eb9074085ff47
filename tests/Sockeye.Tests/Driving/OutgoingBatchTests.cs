using System.Buffers;
using System.Net;
using Sockeye.Driving;
using Sockeye.Transports;

namespace Sockeye.Tests.Driving;

public sealed class OutgoingBatchTests
{
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 1);
    private static readonly IPEndPoint Stranger = new(IPAddress.Loopback, 2);

    private readonly OutgoingBatch _batch = new();

    [Fact]
    public void Datagrams_of_one_size_stand_one_behind_the_other()
    {
        Assert.True(_batch.IsEmpty);
        Assert.True(TryAdd("one") && TryAdd("two"));

        Assert.Equal("onetwo"u8, _batch.Datagrams.Span);
        Assert.Equal((3, Peer), (_batch.DatagramBytes, _batch.To));
    }

    [Fact]
    public void Shorter_one_is_the_last()
    {
        Assert.True(TryAdd("long") && TryAdd("end"));

        Assert.False(TryAdd("end"));
        Assert.Equal("longend"u8, _batch.Datagrams.Span);
    }

    [Fact]
    public void Longer_one_begins_the_next_batch()
    {
        Assert.True(TryAdd("short"));
        Assert.False(TryAdd("longer"));
        Assert.Equal("short"u8, _batch.Datagrams.Span);

        _batch.BeginWithLast(Peer);

        Assert.Equal("longer"u8, _batch.Datagrams.Span);
        Assert.Equal(6, _batch.DatagramBytes);
    }

    [Fact]
    public void Another_peer_begins_the_next_batch()
    {
        Assert.True(TryAdd("a"));
        Assert.False(TryAdd("b", Stranger));

        _batch.BeginWithLast(Stranger);

        Assert.Equal(("b", Stranger), (System.Text.Encoding.ASCII.GetString(_batch.Datagrams.Span), _batch.To));
    }

    [Fact]
    public void Count_is_limited()
    {
        for (int count = 0; count < Datagram.MaxBatchDatagrams; count++)
            Assert.True(TryAdd("x"));

        Assert.False(TryAdd("x"));
    }

    [Theory]
    [InlineData(0, true), InlineData(1, false)]
    public void Bytes_are_limited(int beyond, bool fits)
    {
        const int Half = Datagram.MaxBatchBytes / 2;
        Add(Half + 1);
        _batch.TryAdd(Peer);

        Add(Datagram.MaxBatchBytes - Half - 1 + beyond);

        Assert.Equal(fits, _batch.TryAdd(Peer));
    }

    [Fact]
    public void One_datagram_of_any_size_fits()
    {
        Add(Datagram.MaxBytes);

        Assert.True(_batch.TryAdd(Peer));
    }

    [Fact]
    public void Empty_datagrams_go_alone()
    {
        Assert.True(TryAdd(""));
        Assert.False(TryAdd(""));
    }

    [Fact]
    public void Cleared_it_is_as_new()
    {
        TryAdd("end");
        TryAdd("e");

        _batch.Clear();

        Assert.True(_batch.IsEmpty);
        Assert.True(TryAdd("longer", Stranger));
        Assert.Equal("longer"u8, _batch.Datagrams.Span);
    }

    private bool TryAdd(string datagram, EndPoint? to = null)
    {
        _batch.Write(System.Text.Encoding.ASCII.GetBytes(datagram));
        return _batch.TryAdd(to ?? Peer);
    }

    private void Add(int bytes) => _batch.Write(new byte[bytes]);
}
