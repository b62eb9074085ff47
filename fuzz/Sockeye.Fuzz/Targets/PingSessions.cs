using Sockeye.Protocols.Icmp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever comes back, a ping ends, nothing is told of what it did not send, and no more replies count than there were
/// requests.
/// </summary>
internal static class PingSessions
{
    private const int Requests = 3;
    private const ushort Identifier = 7;
    private static readonly PingPayload Payload = new(0x6162636465666768); // "abcdefgh"

    private static readonly PingOptions Options = new()
    {
        Count = Requests,
        PayloadBytes = 8,
        Interval = TimeSpan.FromMilliseconds(2),
        Timeout = TimeSpan.FromMilliseconds(5),
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        var session = new PingSession(Options, IcmpVersion.V4, Identifier, Payload, TimeSpan.Zero);
        var script = new Script(input);
        TimeSpan now = TimeSpan.Zero;
        Step(session, now);
        while (script.TryTake(out ReadOnlySpan<byte> message))
        {
            now += TimeSpan.FromMilliseconds(1);
            Step(session, now);
            Take(session, message, now);
        }

        for (int steps = 0; session.Deadline is { } deadline; steps++)
        {
            Invariant.Require(steps < 4 * Requests, "it never ends");
            now = deadline > now ? deadline : now;
            Step(session, now);
        }

        PingStatistics told = session.Statistics;
        Invariant.Require(told.Transmitted == Requests && told.Received <= Requests, "more replies than requests");
    }

    private static void Step(PingSession session, TimeSpan now)
    {
        Span<byte> message = stackalloc byte[64];
        session.TryTakeTimeout(now, out _);
        session.TryTakeRequest(message, now, out _);
    }

    private static void Take(PingSession session, ReadOnlySpan<byte> message, TimeSpan now)
    {
        if (IcmpEcho.TryParse(IcmpVersion.V4, message, out IcmpEcho echo)
            && session.OnReply(echo, now, out PingEvent reply))
        {
            Invariant.Require(
                echo.Identifier == Identifier && reply.Sequence is >= 1 and <= Requests
                && reply.RoundTrip >= TimeSpan.Zero,
                "a reply to nothing");
        }

        if (IcmpError.TryParse(IcmpVersion.V4, message, out IcmpError error)
            && QuotedDatagram.TryParse(IcmpVersion.V4, error.Quotation, out QuotedDatagram quoted)
            && IcmpEcho.TryParse(IcmpVersion.V4, quoted.Payload, out echo)
            && session.OnError(echo, error.Cause, now, out PingEvent failed))
        {
            Invariant.Require(
                echo.Identifier == Identifier && failed.Sequence is >= 1 and <= Requests, "an error of nothing");
        }
    }
}
