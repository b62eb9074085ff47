using System.Net;
using Sockeye.Files.Access;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Access;

public sealed class PeerPresenceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Peer_that_has_ended_its_stream_has_some_time_to_get_its_answer()
    {
        await using var peer = new Peer();
        var presence = new PeerPresence(peer, _clock);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(presence.IsGone());

        peer.HasEnded = true;
        Assert.False(presence.IsGone());
        _clock.Advance(PeerPresence.GraceTime);
        Assert.False(presence.IsGone());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(presence.IsGone());
    }

    [Fact]
    public async Task Peer_that_takes_its_answer_has_more_time()
    {
        await using var peer = new Peer { HasEnded = true };
        var presence = new PeerPresence(peer, _clock);
        for (int look = 1; look < 10; look++)
        {
            peer.Taken = look;
            Assert.False(presence.IsGone());
            _clock.Advance(PeerPresence.GraceTime);
        }

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(presence.IsGone());
    }

    [Fact]
    public async Task Peer_that_has_reset_is_gone_at_once()
    {
        await using var peer = new Peer { IsReset = true };

        Assert.True(new PeerPresence(peer, _clock).IsGone());
    }

    private sealed class Peer() : StreamConnection("p1", TimeProvider.System), IPeerState, IDeliveryReport
    {
        public bool HasEnded { get; set; }

        public bool IsReset { get; init; }

        public long Taken { get; set; }

        public bool HasPeerEnded => HasEnded;

        public bool IsPeerDone => HasEnded;

        public bool IsPeerGone => IsReset;

        public Delivery Look() => new(Taken, Taken);

        public override EndPoint? LocalEndPoint => null;

        public override EndPoint? RemoteEndPoint => null;

        protected internal override ValueTask WaitToReceiveAsync(CancellationToken cancel) => ValueTask.CompletedTask;

        protected internal override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) => new(0);

        protected override ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
            new(data.Length);

        protected override ValueTask ShutdownSendAsync() => ValueTask.CompletedTask;

        protected override ValueTask LingerAsync() => ValueTask.CompletedTask;

        protected override void CloseTransport(bool reset)
        {
        }
    }
}
