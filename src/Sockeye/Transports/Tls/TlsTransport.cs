namespace Sockeye.Transports.Tls;

/// <summary>Streams as another transport has them, and inside TLS for <c>tls://</c> endpoints.</summary>
/// <param name="inner">Carries the records; for <c>tls://host:port</c> it is asked for <c>tcp://host:port</c>.</param>
/// <param name="server">For listening; null when nobody does.</param>
/// <param name="client">For connecting; null when nobody does.</param>
public sealed class TlsTransport(IStreamTransport inner, TlsServer? server, TlsClient? client) : IStreamTransport
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A <c>tls://</c> endpoint, and there is no server to be.</exception>
    public async ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        if (endpoint.Scheme != EndpointScheme.Tls)
            return await inner.ListenAsync(endpoint, cancel);
        if (server is null)
            throw new NotSupportedException($"to listen on {endpoint} a certificate is needed");

        return new TlsListener(await inner.ListenAsync(Plain(endpoint), cancel), server);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A <c>tls://</c> endpoint, and nobody says whom to trust.</exception>
    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        if (endpoint.Scheme != EndpointScheme.Tls)
            return await inner.ConnectAsync(endpoint, cancel);
        if (client is null)
            throw new NotSupportedException($"to connect to {endpoint} it must be known whom to trust");

        TlsConnection connection =
            client.Secure(await inner.ConnectAsync(Plain(endpoint), cancel), endpoint.Host, endpoint.Port);
        try
        {
            await connection.HandshakeAsync(cancel);
            return connection;
        }
        catch
        {
            connection.Abort(EndReason.Cancelled);
            await connection.DisposeAsync();
            throw;
        }
    }

    private static Endpoint Plain(Endpoint endpoint) => Endpoint.Tcp(endpoint.Host, endpoint.Port);
}
