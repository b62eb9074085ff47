using Sockeye.Transports;

namespace Sockeye.Serving.Proxies;

/// <summary>
/// Streams as another transport has them; those that trusted proxies open to us begin with a header of the PROXY
/// protocol, and are their clients' from then on.
/// </summary>
/// <param name="inner">Opens them.</param>
/// <param name="proxies">Who has to begin so. The connections of others stay as they are.</param>
/// <param name="time">The clock of the header's time limit.</param>
public sealed class ProxiedTransport(IStreamTransport inner, TrustedProxies proxies, TimeProvider time)
    : IStreamTransport
{
    /// <inheritdoc/>
    public async ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        new ProxiedListener(await inner.ListenAsync(endpoint, cancel), proxies, time);

    /// <inheritdoc/>
    public ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        inner.ConnectAsync(endpoint, cancel);
}
