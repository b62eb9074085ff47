using System.Buffers;
using System.Net;
using Sockeye.Driving;

namespace Sockeye.Serving;

/// <summary>A datagram service, as a server sees it.</summary>
public interface IDatagramService
{
    /// <summary>Decides about a datagram from a peer that has no exchange under way.</summary>
    /// <remarks>Called from the server's receiving loop, one call at a time: it must not wait or block.</remarks>
    /// <param name="datagram">Its payload, valid during the call.</param>
    /// <param name="from">Who sent it, as far as the network tells; the sender may have made it up.</param>
    /// <param name="answer">What is written here is sent back at once, if no exchange is returned.</param>
    /// <returns>
    /// An exchange, for a service that has one; null when the datagram is answered at once, or ignored.
    /// </returns>
    IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer);

    /// <summary>
    /// Whether a datagram of a peer whose exchange is under way asks for another one, which takes the place of that
    /// one. Default: no, whatever comes from that peer belongs to its exchange.
    /// </summary>
    /// <remarks>Called as <see cref="Begin"/> is.</remarks>
    /// <param name="datagram">Its payload, valid during the call.</param>
    bool IsRequest(ReadOnlySpan<byte> datagram) => false;
}
