using System.Net.Security;
using Sockeye.Serving;
using Sockeye.Web;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The service <c>http</c>. A class of its own: what it is made of is loaded only when it is served.</summary>
internal static class HttpService
{
    public static IConnectionHandler Create(ServiceSettings settings) =>
        new HttpHandler(settings.Folder!, OptionsOf(settings.Limits), time: null, settings.Logger);

    public static IReadOnlyList<SslApplicationProtocol> ApplicationProtocols() => HttpHandler.ApplicationProtocols;

    private static WebOptions OptionsOf(ServeOptions limits) => new() { KeepAliveTimeout = limits.IdleTimeout };
}
