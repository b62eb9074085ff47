using System.Net.Security;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>
/// What HttpClient runs over: our own connections, so that they are paced and traced like all others.
/// </summary>
internal static class HttpConnections
{
    /// <param name="context">Opens the connections, and knows whom to trust.</param>
    /// <param name="endpoint">The server; a <c>tls://</c> one is spoken to inside TLS.</param>
    /// <param name="timeout">How long to wait for a connection.</param>
    /// <param name="onRefused">Is told why a server was not trusted.</param>
    public static SocketsHttpHandler CreateHandler(
        RemoteContext context, Endpoint endpoint, TimeSpan timeout, Action<CertificateRefusedException> onRefused)
    {
        bool isSecured = endpoint.Scheme == EndpointScheme.Tls;
        SslClientAuthenticationOptions tls = new TlsClient(context.Trust, context.Time)
            .OptionsFor(endpoint.Host, endpoint.Port, onRefused);
        return new SocketsHttpHandler
        {
            ConnectTimeout = timeout,
            SslOptions = tls,
            UseCookies = false,
            AllowAutoRedirect = false, // a listing or an upload elsewhere is another URL for our user to see
            ConnectCallback = async (_, cancel) =>
            {
                var server = Endpoint.Tcp(endpoint.Host, endpoint.Port);
                return new ConnectionStream(await context.Streams.ConnectAsync(server, cancel), ownsConnection: true)
                {
                    MustNotEnd = isSecured,
                };
            },
        };
    }
}
