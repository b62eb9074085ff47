using System.Net.Security;
using Sockeye.Serving;
using Sockeye.Web;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The service <c>http</c>. A class of its own: what it is made of is loaded only when it is served.</summary>
internal static class HttpService
{
    public static IConnectionHandler Create(ServiceSettings settings) =>
        new HttpHandler(settings.Folder!, OptionsOf(settings), time: null, settings.Logger);

    public static IReadOnlyList<SslApplicationProtocol> ApplicationProtocols() => HttpHandler.ApplicationProtocols;

    private static WebOptions OptionsOf(ServiceSettings settings) => new()
    {
        KeepAliveTimeout = settings.Limits.IdleTimeout,
        FirstRequestTimeout = settings.Limits.DrainTimeout * 0.9, // and the rest to end in good order
        AllowsPlainLogin = settings.TakesPlainPasswords,
        HostNames = settings.HostNames,
        ShowsMetricsToAll = settings.ShowsMetricsToAll,
        Proxies = settings.Limits.Proxies,
        Room = settings.Room,
    };
}
