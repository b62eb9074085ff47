using System.Net;

namespace Sockeye.Transports;

/// <summary>Sends and receives datagrams. One task may receive while others send.</summary>
public interface IDatagramSocket : IAsyncDisposable
{
    /// <summary>Where it receives, with the port that was really bound.</summary>
    Endpoint Endpoint { get; }

    /// <summary>Waits for a datagram.</summary>
    /// <param name="buffer">Where to put it. What does not fit is lost, and the result says so.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>
    /// Its length and its sender. An unnamed UNIX socket has no address: sending to it fails.
    /// </returns>
    /// <exception cref="IOException">
    /// The network reported an error for an earlier datagram, for example that nobody listens there (ICMP port
    /// unreachable), or the socket was disposed.
    /// </exception>
    ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>Sends one datagram.</summary>
    /// <param name="datagram">Its payload.</param>
    /// <param name="to">The peer.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">
    /// The datagram was refused before it left, for example because it is too long.
    /// </exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel);
}
