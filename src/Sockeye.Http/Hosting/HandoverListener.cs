using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Sockeye.Http.Hosting;

/// <summary>Where Kestrel accepts the connections that our own server has accepted and handed over.</summary>
internal sealed class HandoverListener : IConnectionListenerFactory, IConnectionListener
{
    // Unbounded in name only: the server's permits bound how many connections there are.
    private readonly Channel<ConnectionContext> _handed = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true });

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.None, 0);

    /// <summary>Hands a connection over; false when Kestrel has stopped.</summary>
    public bool TryHand(ConnectionContext connection) => _handed.Writer.TryWrite(connection);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _handed.Reader.WaitToReadAsync(cancellationToken) && _handed.Reader.TryRead(out ConnectionContext? next)
            ? next
            : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _handed.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
