using System.Buffers;
using System.Net;
using Sockeye.Serving;

namespace Sockeye.Services.Echo;

/// <summary>Sends back each datagram as it came (RFC 862, UDP). Nothing is kept between two.</summary>
/// <remarks>
/// Nothing is answered to a port below 1024. Other echo, chargen, daytime and quote servers live there, and a datagram
/// with such a forged source would start two servers answering each other for ever (CERT CA-1996-01). No client
/// sends from such a port.
/// </remarks>
public sealed class EchoDatagramService : IDatagramService
{
    /// <summary>The first port that needs no right to bind, so that a client may have it (RFC 6335 §6).</summary>
    public const int FirstAnsweredPort = 1024;

    /// <inheritdoc/>
    public IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer)
    {
        if (from is not IPEndPoint { Port: < FirstAnsweredPort })
            answer.Write(datagram);
        return null;
    }
}
