namespace Sockeye.Transports.Tls;

/// <summary>Takes the connections of another listener, inside TLS. Accepting waits for no handshake.</summary>
/// <param name="inner">Belongs to this one.</param>
/// <param name="tls">Puts TLS on each.</param>
public sealed class TlsListener(IStreamListener inner, TlsServer tls) : IStreamListener
{
    /// <inheritdoc/>
    public Endpoint Endpoint => inner.Endpoint.Scheme == EndpointScheme.Tcp
        ? Endpoint.Tls(inner.Endpoint.Host, inner.Endpoint.Port)
        : inner.Endpoint;

    /// <inheritdoc/>
    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop) =>
        await inner.AcceptAsync(stop) is { } connection ? tls.Secure(connection) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
