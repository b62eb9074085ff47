using System.Net.Security;
using Sockeye.Files.Http;
using Sockeye.Http;
using Sockeye.Http.Operations;
using Sockeye.Http.Routes;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The service <c>http</c>. A class of its own: what it is made of is loaded only when it is served.</summary>
internal static class HttpService
{
    public static IConnectionHandler Create(ServiceSettings settings)
    {
        var folder = new FolderSite(
            settings.Folder!, new FolderSiteOptions { AllowsPlainLogin = settings.TakesPlainPasswords }, time: null,
            settings.Logger);
        var operations = new OperationsRoutes(settings.ShowsMetricsToAll);
        var site = new HttpSite([.. folder.Routes, .. operations.Routes]);
        return new HttpHandler(site, OptionsOf(settings), time: null, settings.Logger);
    }

    public static IReadOnlyList<SslApplicationProtocol> ApplicationProtocols() => HttpHandler.ApplicationProtocols;

    private static HttpOptions OptionsOf(ServiceSettings settings) => new()
    {
        KeepAliveTimeout = settings.Limits.IdleTimeout,
        FirstRequestTimeout = settings.Limits.DrainTimeout * 0.9, // and the rest to end in good order
        HostNames = settings.HostNames,
        Proxies = settings.Limits.Proxies,
        Room = settings.Room,
    };
}
