namespace Sockeye.Transports;

/// <summary>Opens streams: by listening for them, or by connecting.</summary>
public interface IStreamTransport
{
    /// <summary>Listens. When it returns, peers can connect.</summary>
    /// <param name="endpoint">Where; port 0 is any free port.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportException">Says what was attempted, on which address, and what to do.</exception>
    ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default);

    /// <summary>Connects to the first address of the endpoint that answers.</summary>
    /// <param name="endpoint">Whom to reach.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportException">Says what was attempted, on which address, and what to do.</exception>
    ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default);
}
