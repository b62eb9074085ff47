using Sockeye.Cli.Commands.Serve;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Share;

/// <summary>A service of a share: what it is called in URLs, and where it listens if that port is free.</summary>
/// <param name="Service">Its name in the catalog.</param>
/// <param name="Scheme">The scheme of its URLs.</param>
/// <param name="Port">Where, if it is free; else anywhere.</param>
/// <param name="Transport">How it is carried.</param>
internal sealed record ShareService(string Service, string Scheme, int Port, EndpointScheme Transport)
{
    /// <summary>The services of a share.</summary>
    /// <param name="isSecured">Whether streams are inside TLS.</param>
    /// <param name="hasTftp">Whether TFTP, which knows neither passwords nor TLS, may be there.</param>
    public static IReadOnlyList<ShareService> For(bool isSecured, bool hasTftp)
    {
        var services = new List<ShareService>(isSecured
            ?
            [
                new("http", "https", Ports.ShareHttps, EndpointScheme.Tls),
                new("ftp", "ftpes", Ports.ShareFtp, EndpointScheme.Tcp), // it turns to TLS by itself
                new("files", "tls", Ports.ShareFiles, EndpointScheme.Tls),
            ]
            :
            [
                new("http", "http", Ports.Http, EndpointScheme.Tcp),
                new("ftp", "ftp", Ports.ShareFtp, EndpointScheme.Tcp),
                new("files", "tcp", Ports.ShareFiles, EndpointScheme.Tcp),
            ]);
        if (hasTftp)
            services.Add(new("tftp", "tftp", Ports.ShareTftp, EndpointScheme.Udp));
        return services;
    }

    /// <summary>What is to be bound.</summary>
    /// <param name="host">Where; null is loopback.</param>
    /// <param name="port">0 is any free one.</param>
    public ServiceSpec Spec(string? host, int port) => new(
        ServiceCatalog.Find(Service)!,
        Transport switch
        {
            EndpointScheme.Tls => Endpoint.Tls(host, port),
            EndpointScheme.Udp => Endpoint.Udp(host, port),
            _ => Endpoint.Tcp(host, port),
        });
}
