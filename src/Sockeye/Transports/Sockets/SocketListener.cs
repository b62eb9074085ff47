namespace Sockeye.Transports.Sockets;

/// <summary>A listening socket: TCP or UNIX.</summary>
internal sealed class SocketListener(
    BerkeleySocket socket, Endpoint endpoint, Func<BerkeleySocket, StreamConnection> adopt)
    : IStreamListener
{
    private volatile bool _disposed;

    public Endpoint Endpoint => endpoint;

    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        try
        {
            return adopt(await socket.AcceptAsync(stop));
        }
        catch (SocketCallException) when (_disposed)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        socket.Close();
        return ValueTask.CompletedTask;
    }
}
