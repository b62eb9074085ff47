using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>A listening socket: TCP or UNIX.</summary>
/// <remarks>
/// A peer that came by one of the last descriptors is held, and the accept fails, until there are more: the runtime
/// needs some for each thread that it starts, and ends the process without.
/// </remarks>
internal sealed class SocketListener(
    BerkeleySocket socket, Endpoint endpoint, Func<BerkeleySocket, StreamConnection> adopt)
    : IStreamListener
{
    private BerkeleySocket? _held;
    private volatile bool _disposed;

    public Endpoint Endpoint => endpoint;

    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        try
        {
            BerkeleySocket peer = Interlocked.Exchange(ref _held, null) ?? await socket.AcceptAsync(stop);
            if (Descriptors.AreShort(peer.Descriptor))
                throw Hold(peer);
            return adopt(peer);
        }
        catch (SocketCallException) when (_disposed)
        {
            return null;
        }
        catch (SocketCallException)
        {
            Descriptors.GiveUpSpare();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        socket.Close();
        Release();
        return ValueTask.CompletedTask;
    }

    private SocketCallException Hold(BerkeleySocket peer)
    {
        _held = peer;
        if (_disposed)
            Release();
        return new SocketCallException("accept on", endpoint.ToString(), new ErrnoException(Errno.TooManyOpen));
    }

    private void Release() => Interlocked.Exchange(ref _held, null)?.Close();
}
