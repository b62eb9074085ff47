using System.Buffers.Binary;

namespace Sockeye.Protocols.Icmp;

/// <summary>What our requests carry: a random token, again and again. Only who saw a request can answer it.</summary>
/// <remarks>
/// An identifier and a sequence number can be guessed, 64 random bits cannot. A payload shorter than the token carries
/// as much of it as fits.
/// </remarks>
/// <param name="token">Random; another for each run.</param>
public readonly struct PingPayload(ulong token)
{
    private const int TokenBytes = sizeof(ulong);

    /// <summary>Fills a request's payload.</summary>
    public void Fill(Span<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, token);
        for (int at = 0; at < payload.Length; at++)
            payload[at] = bytes[at % TokenBytes];
    }

    /// <summary>Whether bytes are the beginning of what <see cref="Fill"/> writes.</summary>
    public bool Matches(ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, token);
        for (int at = 0; at < payload.Length; at++)
        {
            if (payload[at] != bytes[at % TokenBytes])
                return false;
        }

        return true;
    }

    /// <summary>
    /// The same of a reply, which has to be whole: some hosts cut long ones, but none cuts the token.
    /// </summary>
    /// <param name="payload">Of the reply.</param>
    /// <param name="sentBytes">How long the request's was.</param>
    public bool MatchesReply(ReadOnlySpan<byte> payload, int sentBytes) =>
        payload.Length >= Math.Min(sentBytes, TokenBytes) && payload.Length <= sentBytes && Matches(payload);
}
