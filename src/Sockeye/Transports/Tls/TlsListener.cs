using System.Net.Security;

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

    /// <summary>
    /// The same listener, with something to agree upon (ALPN, RFC 7301). This one is not used any more.
    /// </summary>
    /// <param name="protocols">What we offer to speak, the best first.</param>
    public TlsListener Offering(IReadOnlyList<SslApplicationProtocol> protocols) => new(inner, tls.Offering(protocols));

    /// <inheritdoc/>
    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop) =>
        await inner.AcceptAsync(stop) is { } connection ? tls.Secure(connection) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
