namespace Sockeye.Transports.Pacing;

/// <summary>Streams as another transport has them, all of them together at a pace.</summary>
/// <param name="inner">Opens them.</param>
/// <param name="bytesPerSecond">The rate of each direction; 1 at least.</param>
/// <param name="time">The clock.</param>
public sealed class PacedTransport(IStreamTransport inner, long bytesPerSecond, TimeProvider time) : IStreamTransport
{
    private readonly Pace _sending = new(bytesPerSecond, time);
    private readonly Pace _receiving = new(bytesPerSecond, time);

    /// <inheritdoc/>
    public async ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        new Listener(await inner.ListenAsync(endpoint, cancel), Paced);

    /// <inheritdoc/>
    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        Paced(await inner.ConnectAsync(endpoint, cancel));

    private PacedConnection Paced(StreamConnection connection) => new(connection, _sending, _receiving, time);

    private sealed class Listener(
        IStreamListener inner, Func<StreamConnection, StreamConnection> wrap) : IStreamListener
    {
        public Endpoint Endpoint => inner.Endpoint;

        public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop) =>
            await inner.AcceptAsync(stop) is { } connection ? wrap(connection) : null;

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
