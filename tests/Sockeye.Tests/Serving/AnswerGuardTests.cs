using System.Net;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

public sealed class AnswerGuardTests
{
    private static readonly EndPoint Peer = new IPEndPoint(IPAddress.Loopback, 40_000);

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(7, true), InlineData(19, true), InlineData(1023, true), InlineData(1024, false), InlineData(65535, false)]
    public void Ports_below_1024_are_those_of_services(int port, bool isService)
    {
        Assert.Equal(isService, AnswerGuard.IsServicePort(new IPEndPoint(IPAddress.Loopback, port)));
        Assert.Equal(isService, AnswerGuard.IsServicePort(new IPEndPoint(IPAddress.IPv6Loopback, port)));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(100)]
    public void A_loop_ends_however_many_datagrams_are_in_it(int datagrams)
    {
        var guard = new AnswerGuard(10_000, _clock);
        var looping = new Queue<byte[]>(Enumerable.Range(0, datagrams).Select(i => new[] { (byte)i }));
        int answers = 0;

        while (looping.TryDequeue(out byte[]? datagram))
        {
            Assert.InRange(++answers, 0, (AnswerGuard.SameAtOnce + 1) * datagrams);
            if (guard.MayAnswer(datagram, Peer))
                looping.Enqueue(datagram);
        }

        Assert.InRange(answers, AnswerGuard.SameAtOnce, int.MaxValue);
    }

    [Fact]
    public void The_same_datagram_is_answered_ten_times_a_second_after_that()
    {
        var guard = new AnswerGuard(10_000, _clock);
        while (guard.MayAnswer("same"u8, Peer))
        {
        }

        _clock.Advance(TimeSpan.FromSeconds(2));

        int answered = 0;
        while (guard.MayAnswer("same"u8, Peer))
            answered++;
        Assert.Equal(20, answered);
    }

    [Fact]
    public void Datagrams_that_differ_are_answered_until_the_peer_has_used_a_hundred_seconds_of_its_rate()
    {
        var guard = new AnswerGuard(1_000, _clock);

        Assert.Equal(100_000, CountAnswered(guard, 150_000, i => Peer));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3_000, CountAnswered(guard, 10_000, i => Peer));
    }

    [Fact]
    public void Many_made_up_senders_need_no_more_memory_and_hide_no_loop()
    {
        var guard = new AnswerGuard(10_000, _clock);
        int answered = 0;
        for (int i = 0; i < 200_000; i++)
        {
            guard.MayAnswer(BitConverter.GetBytes(i), new IPEndPoint(i, 40_000));
            if (guard.MayAnswer("same"u8, Peer))
                answered++;
        }

        Assert.InRange(answered, AnswerGuard.SameAtOnce, AnswerGuard.SameAtOnce + 1_000);
    }

    [Fact]
    public void Own_ports_are_known_whatever_the_address_until_their_server_ends()
    {
        var ports = new OwnPorts();
        ports.Add(Endpoint.Udp("127.0.0.1", 7007));
        ports.Add(Endpoint.Udp("*", 7007));
        ports.Add(Endpoint.Parse("unixgram:/run/echo"));

        Assert.True(ports.Contain(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 7007)));
        Assert.True(ports.Contain(new System.Net.Sockets.UnixDomainSocketEndPoint("/run/echo")));
        Assert.False(ports.Contain(new IPEndPoint(IPAddress.Loopback, 7008)));
        ports.Remove(Endpoint.Udp("*", 7007));
        Assert.True(ports.Contain(new IPEndPoint(IPAddress.Loopback, 7007)));
        ports.Remove(Endpoint.Udp("127.0.0.1", 7007));
        Assert.False(ports.Contain(new IPEndPoint(IPAddress.Loopback, 7007)));
    }

    private static int CountAnswered(AnswerGuard guard, int datagrams, Func<int, EndPoint> from)
    {
        int answered = 0;
        for (int i = 0; i < datagrams; i++)
        {
            if (guard.MayAnswer(BitConverter.GetBytes(i), from(i)))
                answered++;
        }

        return answered;
    }
}
