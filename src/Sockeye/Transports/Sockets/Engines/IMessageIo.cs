using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>Datagrams for who must know when they left and arrived, and what became of them.</summary>
internal interface IMessageIo
{
    /// <summary>Sends a datagram at once, or fails: for who must know when it left.</summary>
    /// <returns>A timestamp taken right before the system was called.</returns>
    /// <exception cref="SocketException">It could not be sent at once.</exception>
    long SendToNow(ReadOnlySpan<byte> datagram, SocketAddress to, TimeProvider time);

    /// <summary>Receives a datagram with what the kernel tells of it, or an error about one that was sent.</summary>
    /// <param name="buffer">What does not fit is lost.</param>
    /// <param name="from">The sender's address; of an error: where ours was going.</param>
    /// <param name="control">Where the control messages go.</param>
    /// <param name="withErrors">Whether the socket has a queue of errors (IP_RECVERR).</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<ReceiveResult> ReceiveMessageAsync(
        Memory<byte> buffer, SocketAddress from, Memory<byte> control, bool withErrors, CancellationToken cancel);
}

/// <summary>What recvmsg(2) has put into the buffers that it was given.</summary>
/// <param name="Bytes">The datagram's length, also when it is more than its buffer holds.</param>
/// <param name="ControlBytes">How many bytes of control messages there are.</param>
/// <param name="IsError">Whether it is a datagram of ours that came back with an error.</param>
internal readonly record struct ReceiveResult(int Bytes, int ControlBytes, bool IsError);
