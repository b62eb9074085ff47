using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

public sealed class PingSessionTests
{
    private const ushort Identifier = 0x5ead;

    private static readonly PingPayload Payload = new(0x0123_4567_89ab_cdef);
    private static readonly PingOptions Twice = new() { Count = 2, Timeout = TimeSpan.FromSeconds(3) };
    private static readonly IcmpErrorCause HostUnreachable = new(IcmpVersion.V4, 3, 1, 0);
    private static readonly IcmpErrorCause Redirect = new(IcmpVersion.V4, 5, 1, 0);

    private readonly PingSession _session = new(Twice, IcmpVersion.V4, Identifier, Payload, At(0));

    [Fact]
    public void Requests_are_sent_at_the_interval_and_answered()
    {
        byte[] first = Take(At(0));
        Assert.Equal(64, first.Length);
        Assert.False(_session.TryTakeRequest(new byte[64], At(1) - TimeSpan.FromTicks(1), out _));
        PingEvent one = Reply(first, At(0.25));
        byte[] second = Take(At(1));
        PingEvent two = Reply(second, At(1.5));

        Assert.Equal(new PingEvent(PingEventKind.Reply, 1, At(0.25), 64), one);
        Assert.Equal(new PingEvent(PingEventKind.Reply, 2, At(0.5), 64), two);
        Assert.True(_session.IsFinished);
        Assert.Equal((2, 2, 0), Counts());
    }

    [Fact]
    public void Unanswered_request_is_given_up_at_the_time_out_and_not_a_tick_before()
    {
        Take(At(0));
        Take(At(1));

        Assert.False(_session.TryTakeTimeout(At(3) - TimeSpan.FromTicks(1), out _));
        Assert.True(_session.TryTakeTimeout(At(3), out PingEvent lost));
        Assert.False(_session.TryTakeTimeout(At(3), out _));

        Assert.Equal(new PingEvent(PingEventKind.TimedOut, 1, At(3)), lost);
        Assert.Equal(At(4), _session.Deadline);
        Assert.Equal((2, 0, 1), Counts());
        Assert.Equal(100, _session.Statistics.LossPercent);
    }

    [Fact]
    public void Time_out_counts_from_when_the_request_has_left()
    {
        byte[] request = Take(At(0));
        _session.OnSent(1, At(2)); // the machine was busy in between

        Assert.False(_session.TryTakeTimeout(At(5) - TimeSpan.FromTicks(1), out _));
        Assert.Equal(PingEventKind.Reply, Reply(request, At(4.5)).Kind);
    }

    [Fact]
    public void Late_reply_is_told_as_such_and_does_not_count_as_received()
    {
        byte[] request = Take(At(0));
        Assert.True(_session.TryTakeTimeout(At(3), out _));

        Assert.Equal(PingEventKind.Late, Reply(request, At(3.5)).Kind);
        Assert.Equal(PingEventKind.Duplicate, Reply(request, At(3.5)).Kind);

        Assert.Equal((0, 1, 1), (_session.Statistics.Received, _session.Statistics.Late, _session.Statistics.Duplicates));
        Assert.Null(_session.Statistics.SummarizeTimes());
    }

    [Fact]
    public void Second_reply_is_a_duplicate()
    {
        byte[] request = Take(At(0));

        Assert.Equal(PingEventKind.Reply, Reply(request, At(0.1)).Kind);
        Assert.Equal(new PingEvent(PingEventKind.Duplicate, 1, At(0.2), 64), Reply(request, At(0.2)));

        Assert.Equal((1, 1), (_session.Statistics.Received, _session.Statistics.Duplicates));
    }

    [Theory]
    [InlineData(4), InlineData(5)] // the identifier
    [InlineData(6), InlineData(7)] // the sequence number
    [InlineData(8), InlineData(15), InlineData(16), InlineData(63)] // the payload
    public void Reply_that_differs_in_a_bit_is_nobodys(int at)
    {
        byte[] reply = IcmpMessages.ReplyTo(IcmpVersion.V4, Take(At(0)));
        reply[at] ^= 0x40;

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, reply, out IcmpEcho echo));
        Assert.False(_session.OnReply(echo, At(0.1), out _));
        Assert.Equal((1, 0, 1), Counts());
    }

    [Fact]
    public void Our_own_request_and_a_reply_without_the_token_are_none()
    {
        byte[] request = Take(At(0));
        byte[] cut = IcmpMessages.ReplyTo(IcmpVersion.V4, request.AsSpan(0, 15));
        byte[] shortened = IcmpMessages.ReplyTo(IcmpVersion.V4, request.AsSpan(0, 16));

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, request, out IcmpEcho own));
        Assert.False(_session.OnReply(own, At(0.1), out _));
        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, cut, out IcmpEcho guess));
        Assert.False(_session.OnReply(guess, At(0.1), out _));
        Assert.Equal(new PingEvent(PingEventKind.Reply, 1, At(0.1), 16), ReplyWith(shortened, At(0.1)));
    }

    [Fact]
    public void Identifier_is_not_looked_at_where_the_kernel_chooses_it()
    {
        var session = new PingSession(Twice, IcmpVersion.V4, identifier: null, Payload, At(0));
        byte[] message = new byte[64];
        Assert.True(session.TryTakeRequest(message, At(0), out _));
        byte[] reply = IcmpMessages.ReplyTo(IcmpVersion.V4, message);
        reply[5] = 99;

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, reply, out IcmpEcho echo));
        Assert.True(session.OnReply(echo, At(0.1), out _));
    }

    [Theory]
    [InlineData(8), InlineData(28), InlineData(64), InlineData(128)] // a router quotes as much as it likes, or pads
    public void Error_ends_its_request_and_no_other(int quotedBytes)
    {
        byte[] request = Take(At(0));
        Take(At(1));
        Array.Resize(ref request, quotedBytes);

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, request, out IcmpEcho quoted));
        Assert.True(_session.OnError(quoted, HostUnreachable, At(1.5), out PingEvent happened));
        Assert.False(_session.OnError(quoted, HostUnreachable, At(1.5), out _));

        Assert.Equal(new PingEvent(PingEventKind.Error, 1, At(1.5), Cause: HostUnreachable), happened);
        Assert.Equal(At(4), _session.Deadline); // the second is still waited for
        Assert.Equal((1, 0, 1), (_session.Statistics.Errors, _session.Statistics.Received, _session.Statistics.Pending));
    }

    [Fact]
    public void Forged_error_is_none()
    {
        byte[] request = Take(At(0));
        request[20] ^= 1;

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, request, out IcmpEcho quoted));
        Assert.False(_session.OnError(quoted, HostUnreachable, At(1), out _));
    }

    [Fact]
    public void Redirect_is_told_and_the_reply_still_waited_for()
    {
        byte[] request = Take(At(0));

        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, request, out IcmpEcho quoted));
        Assert.True(_session.OnError(quoted, Redirect, At(0.1), out _));

        Assert.Equal(PingEventKind.Reply, Reply(request, At(0.2)).Kind);
        Assert.Equal((1, 1), (_session.Statistics.Errors, _session.Statistics.Received));
    }

    [Fact]
    public void Request_that_could_not_be_sent_is_not_waited_for()
    {
        Assert.True(_session.TryTakeRequest(new byte[64], At(0), out ushort first));
        Assert.True(_session.TryTakeRequest(new byte[64], At(1), out ushort second));

        Assert.Equal(new PingEvent(PingEventKind.Error, 1, TimeSpan.Zero), _session.OnSendFailed(first));
        _session.OnSendFailed(second);

        Assert.True(_session.IsFinished);
        Assert.Equal((2, 0, 0), Counts());
    }

    [Fact]
    public void Round_trip_is_counted_from_when_the_request_left()
    {
        byte[] message = new byte[64];
        Assert.True(_session.TryTakeRequest(message, At(0), out ushort sequence));
        _session.OnSent(sequence, At(0.125));

        Assert.Equal(At(0.5), Reply(message, At(0.625)).RoundTrip);
        Assert.Equal(TimeSpan.Zero, Reply(message, At(0)).RoundTrip); // a clock that is off makes no negative time
    }

    [Fact]
    public void What_was_missed_is_not_sent_all_at_once()
    {
        var session = new PingSession(new PingOptions(), IcmpVersion.V4, Identifier, Payload, At(0));
        Assert.True(session.TryTakeRequest(new byte[64], At(0.4), out _));
        Assert.Equal(At(1), session.Deadline); // counted from when it was due

        Assert.True(session.TryTakeRequest(new byte[64], At(100), out _));

        Assert.False(session.TryTakeRequest(new byte[64], At(100), out _));
    }

    [Fact]
    public void Stopped_session_waits_for_nothing_and_counts_what_was_on_its_way_as_neither()
    {
        Take(At(0));

        _session.Stop();

        Assert.True(_session.IsFinished);
        Assert.Equal((1, 0, 1), Counts());
        Assert.Equal(0, _session.Statistics.LossPercent);
    }

    [Fact]
    public void Sequence_numbers_roll_over_and_the_oldest_are_forgotten()
    {
        var session = new PingSession(
            new PingOptions { Interval = PingOptions.MinInterval, PayloadBytes = 0 }, IcmpVersion.V4, Identifier, Payload, At(0));
        byte[] message = new byte[8];
        ushort sequence = 0;
        for (int sent = 0; sent < 65_537; sent++)
            Assert.True(session.TryTakeRequest(message, At(10 * sent), out sequence));

        Assert.Equal(1, sequence);
        Assert.True(IcmpEcho.TryParse(
            IcmpVersion.V4, IcmpMessages.ReplyTo(IcmpVersion.V4, IcmpMessages.Request(IcmpVersion.V4, Identifier, 32_769)), out IcmpEcho old));
        Assert.False(session.OnReply(old, At(655_370), out _));
    }

    [Theory]
    [InlineData(IcmpVersion.V4), InlineData(IcmpVersion.V6)]
    public void Nothing_that_arrives_throws_or_counts(IcmpVersion version) => Prop.ForAll<byte[]>(bytes =>
    {
        var session = new PingSession(Twice, version, Identifier, Payload, At(0));
        Assert.True(session.TryTakeRequest(new byte[64], At(0), out _));
        foreach (byte type in new[] { IcmpType.EchoReply(version), IcmpType.EchoRequest(version) })
        {
            byte[] message = [type, 0, .. bytes];
            Assert.False(IcmpEcho.TryParse(version, message, out IcmpEcho echo) && session.OnReply(echo, At(1), out _));
        }

        Assert.Equal((1, 0), (session.Statistics.Pending, session.Statistics.Received));
    }).QuickCheckThrowOnFailure();

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private (long Transmitted, long Received, long Pending) Counts() =>
        (_session.Statistics.Transmitted, _session.Statistics.Received, _session.Statistics.Pending);

    private byte[] Take(TimeSpan now)
    {
        byte[] message = new byte[_session.RequestBytes];
        Assert.True(_session.TryTakeRequest(message, now, out _));
        return message;
    }

    private PingEvent Reply(byte[] request, TimeSpan now) => ReplyWith(IcmpMessages.ReplyTo(IcmpVersion.V4, request), now);

    private PingEvent ReplyWith(byte[] reply, TimeSpan now)
    {
        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, reply, out IcmpEcho echo));
        Assert.True(_session.OnReply(echo, now, out PingEvent happened));
        return happened;
    }
}
