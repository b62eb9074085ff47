using System.CommandLine;
using Sockeye.Files.Http;
using Sockeye.Http;
using Sockeye.Http.Operations;
using Sockeye.Http.Routes;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>http</c>.</summary>
internal static class HttpModule
{
    /// <summary>The usual port of those who need no privilege for it.</summary>
    public const int Port = 8080;

    private static readonly Option<string[]> HostNames = new("--host-name")
    {
        Description = "http: a name by which this server is reached without TLS, "
            + "beside this machine's own and any address.",
        HelpName = "name",
    };

    /// <summary>Also of <c>share</c>.</summary>
    public static Option<bool> ServesIndex { get; } = new("--index")
    {
        Description = "http: show a folder's index.html instead of its list.",
    };

    private static readonly Option<bool> OpenMetrics = new("--open-metrics")
    {
        Description = "http: /-/metrics is for other machines too.",
    };

    // What it is made of is loaded only when it is served.
    public static ServiceModule Module { get; } = new(
        "http", "Serves the files of --root by HTTP, to browsers and programs; tls://*:8443 is HTTPS.",
        _ => Endpoint.Tcp(null, Port))
    {
        Options = [HostNames, ServesIndex, OpenMetrics],
        NeedsRoot = true,
        OpenFiles = ServiceModule.SocketsAndFile(sockets: 1),
        Stream = Create,
        Rehearse = RehearseAsync,
        ApplicationProtocols = static () => HttpHandler.ApplicationProtocols,
    };

    // Answered without looking at a file, and so without a line in the access log.
    private static ReadOnlySpan<byte> WarmUpRequest =>
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8;

    private static HttpHandler Create(ServiceSettings settings)
    {
        var folder = new FolderSite(
            settings.Folder!, new FolderSiteOptions
            {
                Title = settings.FolderName,
                AllowsPlainLogin = settings.TakesPlainPasswords,
                DeviceKey = settings.DeviceKey,
                ServesIndex = settings.ValueOf(ServesIndex),
                TemporaryDirectory = Path.GetTempPath(),
            },
            settings.Time, settings.Logger);
        var operations = new OperationsRoutes(settings.Metrics, settings.ValueOf(OpenMetrics));
        var site = new HttpSite([.. folder.Routes, .. operations.Routes]);
        return new HttpHandler(site, OptionsOf(settings), settings.Time, settings.Logger);
    }

    private static HttpOptions OptionsOf(ServiceSettings settings) => new()
    {
        KeepAliveTimeout = settings.Limits.IdleTimeout,
        FirstRequestTimeout = settings.FirstRequestTimeout,
        HostNames = settings.ValueOf(HostNames) ?? [],
        Proxies = settings.Limits.Proxies,
        ConnectionLimit = settings.ConnectionLimit,
    };

    private static async Task RehearseAsync(IConnectionHandler handler)
    {
        var network = new MemoryNetwork(TimeProvider.System);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("warm-up", 0));
        await using StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(CancellationToken.None))!;
        Task serving = handler.RunAsync(server, CancellationToken.None);
        await client.Output.WriteAsync(WarmUpRequest.ToArray());
        await serving;
    }
}
