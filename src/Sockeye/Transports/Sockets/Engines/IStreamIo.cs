using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>The calls between a socket and one peer: of a stream, and of a datagram socket that is connected.</summary>
internal interface IStreamIo
{
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
}
