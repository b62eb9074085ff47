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
    /// <exception cref="TransportException">
    /// The network reported an error for an earlier datagram, for example that nobody listens there (ICMP port
    /// unreachable), or the socket was disposed.
    /// </exception>
    ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>Sends one datagram.</summary>
    /// <param name="datagram">Its payload.</param>
    /// <param name="to">The peer.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportException">
    /// The datagram was refused before it left, for example because it is too long.
    /// </exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel);

    /// <summary>Waits for a datagram, and takes those of the same sender with it that the system gives along.</summary>
    /// <remarks>
    /// Where it cannot, each comes alone. Once this was called on a socket, <see cref="ReceiveAsync"/> must not be.
    /// </remarks>
    /// <param name="buffer">Where to put them; <see cref="Datagram.MaxBytes"/> hold any.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="TransportException">As of <see cref="ReceiveAsync"/>.</exception>
    async ValueTask<ReceivedBatch> ReceiveBatchAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        ReceivedDatagram one = await ReceiveAsync(buffer, cancel);
        return new ReceivedBatch(one.Length, one.Length, one.From, one.WasTruncated);
    }

    /// <summary>Sends datagrams to one peer, in one call where the system can.</summary>
    /// <param name="datagrams">
    /// One behind the other: at most <see cref="Datagram.MaxBatchBytes"/> and <see cref="Datagram.MaxBatchDatagrams"/>.
    /// </param>
    /// <param name="datagramBytes">The length of each; the last may be shorter.</param>
    /// <param name="to">The peer.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportException">As of <see cref="SendAsync"/>.</exception>
    async ValueTask SendBatchAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, EndPoint to, CancellationToken cancel)
    {
        while (datagrams.Length > datagramBytes)
        {
            await SendAsync(datagrams[..datagramBytes], to, cancel);
            datagrams = datagrams[datagramBytes..];
        }

        await SendAsync(datagrams, to, cancel);
    }

    /// <summary>
    /// Receives from now on only what was sent to us alone, not to all or many of a network (RFC 1122 §3.3.6): who
    /// answers those can be had to answer somebody else together with all others.
    /// </summary>
    void TakeOnlyUnicast()
    {
        // a network without broadcasts has nothing else
    }

    /// <summary>Asks for room for datagrams that arrive at once, and are not received yet.</summary>
    /// <param name="bytes">How many bytes of them. The system may give less, and says so once in the log.</param>
    void Reserve(int bytes)
    {
        // a socket without the kernel's limits has room
    }
}
