using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sockeye.Serving;

/// <summary>
/// Which datagrams may be answered at once. One with a forged sender must not start two services that answer each other
/// for ever (CERT CA-1996-01).
/// </summary>
/// <remarks>
/// <para>Nothing is answered to a port below 1024, where echo, chargen, daytime and quote servers live (RFC 862, and
/// what inetd does); no client sends from there.</para>
/// <para>A loop between ports that nobody can know for services brings the same datagrams from the same peer again and
/// again. So the same is answered 10,000 times and then 10 times a second: one datagram that is not answered ends a
/// loop. Whatever a peer sends is answered 1,000,000 times at once, and then at a rate.</para>
/// </remarks>
internal sealed class AnswerGuard(int answersPerSecond, TimeProvider time)
{
    /// <summary>The first port that needs no right to bind, so that a client may have it (RFC 6335 §6).</summary>
    public const int FirstAnsweredPort = 1024;

    /// <summary>
    /// How often one datagram of one peer is answered at once: our choice, an eighth of a second of a loop.
    /// </summary>
    public const int SameAtOnce = 10_000;

    /// <summary>And then in a second: our choice, for who asks whether we are there.</summary>
    public const int SamePerSecond = 10;

    /// <summary>How many seconds of its rate a peer may use at once: 100, our choice.</summary>
    public const int PeerSecondsAtOnce = 100;

    private readonly AnswerRateLimiter _same = new(SameAtOnce, SamePerSecond, time);
    private readonly AnswerRateLimiter _peers = new(
        (int)Math.Min((long)answersPerSecond * PeerSecondsAtOnce, int.MaxValue), answersPerSecond, time);

    /// <summary>Whether it comes from a port of the system's services.</summary>
    public static bool IsServicePort(EndPoint from) =>
        from is IPEndPoint { Port: < FirstAnsweredPort } or DnsEndPoint { Port: < FirstAnsweredPort };

    /// <summary>Counts a datagram; false when it is one too many.</summary>
    public bool MayAnswer(ReadOnlySpan<byte> datagram, EndPoint from)
    {
        uint peer = (uint)from.GetHashCode(); // seeded by the process: nobody can choose whose place is theirs
        return _same.TryTake(Sum(peer, datagram)) && _peers.TryTake(peer);
    }

    // CRC-32C: an instruction for 8 bytes. Who finds two that are alike has found nothing: both are their own.
    private static uint Sum(uint sum, ReadOnlySpan<byte> datagram)
    {
        sum = BitOperations.Crc32C(sum, (uint)datagram.Length);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(datagram))
            sum = BitOperations.Crc32C(sum, word);
        foreach (byte one in datagram[(datagram.Length & ~7)..])
            sum = BitOperations.Crc32C(sum, one);
        return sum;
    }
}
