using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Transports.Sockets;

/// <summary>The socket calls that may have to wait, and what they change, as one socket makes them.</summary>
/// <remarks>
/// All fail with a <see cref="SocketException"/>, or with an <see cref="ObjectDisposedException"/> once the socket is
/// closed; <see cref="ReportedSocketIo"/> puts both into words. Any may be called from several threads at once.
/// </remarks>
internal interface ISocketIo
{
    /// <summary>Where it is bound; null while it is not.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>With whom it is connected; null when it is not, or no longer.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Waits for a peer.</summary>
    /// <returns>
    /// Its socket, and its address as accepting tells it: asked for later, the kernel has forgotten that of a peer that
    /// has reset the connection meanwhile. Null where it is not told.
    /// </returns>
    ValueTask<(Socket Socket, EndPoint? Peer)> AcceptAsync(CancellationToken cancel);

    /// <summary>Reaches a peer.</summary>
    ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel);

    /// <summary>
    /// Waits until a stream has something to receive. May return early, and fails only when it is cancelled: what is
    /// wrong, receiving says.
    /// </summary>
    ValueTask WaitToReceiveAsync(CancellationToken cancel);

    /// <summary>
    /// Receives what is there, at least a byte; 0 at the end. Of a datagram its length, also when it is more than the
    /// buffer holds.
    /// </summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>Sends as much as fits, at least a byte unless <paramref name="data"/> is empty.</summary>
    ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>Receives a datagram; the result is its real length.</summary>
    ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel);

    /// <summary>Sends a datagram.</summary>
    ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel);

    /// <summary>Sends a datagram at once, or fails: for who must know when it left.</summary>
    /// <returns>A timestamp taken right before the system was called.</returns>
    /// <exception cref="NotSupportedException">The engine has no such call.</exception>
    long SendToNow(ReadOnlySpan<byte> datagram, SocketAddress to, TimeProvider time);

    /// <summary>Sends datagrams of one size that stand one behind the other; the last may be shorter.</summary>
    /// <returns>null when the kernel, or the path, takes them only one by one: nothing was sent.</returns>
    ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel);

    /// <summary>Receives a datagram, or several of one sender.</summary>
    /// <returns>The bytes of all, and the length of each.</returns>
    ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel);

    /// <summary>Receives a datagram with what the kernel tells of it, or an error about one that was sent.</summary>
    /// <param name="buffer">What does not fit is lost.</param>
    /// <param name="from">The sender's address; of an error: where ours was going.</param>
    /// <param name="control">Where the control messages go.</param>
    /// <param name="withErrors">Whether the socket has a queue of errors (IP_RECVERR).</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The engine has no recvmsg(2).</exception>
    ValueTask<ReceivedMessage> ReceiveMessageAsync(
        Memory<byte> buffer, SocketAddress from, Memory<byte> control, bool withErrors, CancellationToken cancel);

    /// <summary>Whether the kernel carries files for it: the two calls that follow.</summary>
    bool CarriesFiles { get; }

    /// <summary>See <see cref="IProcessorChoice.UseAllProcessors"/>; counts only before the first wait.</summary>
    void UseAllProcessors();

    /// <summary>Sends as much of a file as fits, at least a byte unless it has ended.</summary>
    /// <returns>null when the kernel cannot carry this file.</returns>
    /// <exception cref="LocalFileException">The file cannot be read.</exception>
    ValueTask<int?> SendFileAsync(SafeFileHandle file, long offset, int maxBytes, CancellationToken cancel);

    /// <summary>Receives into an empty pipe what is there, at least a byte; 0 at the end.</summary>
    /// <returns>null when the kernel cannot carry from this socket.</returns>
    ValueTask<int?> SpliceAsync(SplicePipe pipe, int maxBytes, CancellationToken cancel);

    /// <summary>The socket is about to be closed: it is not watched any more.</summary>
    void Detach();

    /// <summary>The socket is closed: whoever waits fails.</summary>
    void Closed();
}
