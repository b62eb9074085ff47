using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Services;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Share;

/// <summary>A service of a share: what it is called in URLs, and where it listens if that port is free.</summary>
/// <param name="Service">Its name in the catalog.</param>
/// <param name="Scheme">The scheme of its URLs.</param>
/// <param name="Port">Where, if it is free; else anywhere, unless it was asked for.</param>
/// <param name="Transport">How it is carried.</param>
internal sealed record ShareService(string Service, string Scheme, int Port, EndpointScheme Transport)
{
    /// <summary>The service that knows neither passwords nor TLS.</summary>
    public const string Tftp = "tftp";

    private const int HttpsPort = 8443; // with 8080, the usual ones without a privilege
    private const int FtpPort = 2121; // the services' own, where that needs no privilege
    private const int FilesPort = 5757;
    private const int TftpPort = 6969;

    /// <summary>What a share may be served by.</summary>
    public static IReadOnlyList<string> Names { get; } = ["http", "ftp", "files", Tftp];

    /// <summary>Whether our user wants that port and no other.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The services of a share.</summary>
    /// <param name="isSecured">Whether streams are inside TLS.</param>
    /// <param name="hasTftp">Whether TFTP, which knows neither passwords nor TLS, may be there.</param>
    public static IReadOnlyList<ShareService> For(bool isSecured, bool hasTftp)
    {
        var services = new List<ShareService>(isSecured
            ?
            [
                new("http", "https", HttpsPort, EndpointScheme.Tls),
                new("ftp", "ftpes", FtpPort, EndpointScheme.Tcp), // the client turns to TLS by itself
                new("files", "tls", FilesPort, EndpointScheme.Tls),
            ]
            :
            [
                new("http", "http", HttpModule.Port, EndpointScheme.Tcp),
                new("ftp", "ftp", FtpPort, EndpointScheme.Tcp),
                new("files", "tcp", FilesPort, EndpointScheme.Tcp),
            ]);
        if (hasTftp)
            services.Add(new(Tftp, "tftp", TftpPort, EndpointScheme.Udp));
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
