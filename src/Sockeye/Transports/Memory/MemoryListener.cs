using System.Threading.Channels;

namespace Sockeye.Transports.Memory;

/// <summary>The listening side of a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryListener(Endpoint endpoint, Action<MemoryListener> onDispose) : IStreamListener
{
    private readonly Channel<StreamConnection> _backlog = Channel.CreateUnbounded<StreamConnection>();

    public Endpoint Endpoint => endpoint;

    public void Offer(StreamConnection connection)
    {
        if (!_backlog.Writer.TryWrite(connection))
            connection.Abort(EndReason.PeerReset);
    }

    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        while (await _backlog.Reader.WaitToReadAsync(stop))
        {
            if (_backlog.Reader.TryRead(out StreamConnection? connection))
                return connection;
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        onDispose(this);
        _backlog.Writer.TryComplete();
        while (_backlog.Reader.TryRead(out StreamConnection? waiting))
            waiting.Abort(EndReason.PeerReset);
        return ValueTask.CompletedTask;
    }
}
