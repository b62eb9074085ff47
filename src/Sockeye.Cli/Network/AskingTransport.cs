using Sockeye.Cli.Commands;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Network;

/// <summary>
/// The kernel's sockets, with TLS for <c>tls://</c>; asks our user about a server that is not known yet.
/// </summary>
/// <param name="context">Has the sockets, and knows whether somebody can be asked.</param>
/// <param name="trust">Which server is trusted.</param>
internal sealed class AskingTransport(CommandContext context, ITlsTrust trust) : IStreamTransport
{
    private readonly TlsTransport _transport = new(context.Carrier, server: null, new TlsClient(trust, context.Time));

    public ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        _transport.ListenAsync(endpoint, cancel);

    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        try
        {
            return await _transport.ConnectAsync(endpoint, cancel);
        }
        catch (CertificateRefusedException refused) when (context.TrustPrompt.Ask(trust, refused))
        {
            return await _transport.ConnectAsync(endpoint, cancel);
        }
    }
}
