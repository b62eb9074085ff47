using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Network;

/// <summary>Streams, with TLS for <c>tls://</c>; asks our user about a server that is not known yet.</summary>
/// <param name="carrier">The streams below TLS.</param>
/// <param name="trust">Which server is trusted.</param>
/// <param name="prompt">Knows whether somebody can be asked.</param>
/// <param name="time">The clock.</param>
internal sealed class AskingTransport(
    IStreamTransport carrier, ITlsTrust trust, TrustPrompt prompt, TimeProvider time) : IStreamTransport
{
    private readonly TlsTransport _transport = new(carrier, server: null, new TlsClient(trust, time));

    public ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        _transport.ListenAsync(endpoint, cancel);

    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        try
        {
            return await _transport.ConnectAsync(endpoint, cancel);
        }
        catch (CertificateRefusedException refused) when (prompt.Ask(trust, refused))
        {
            return await _transport.ConnectAsync(endpoint, cancel);
        }
    }
}
