using System.Collections.Concurrent;
using Microsoft.Playwright;
using Sockeye.Files.Access;
using Sockeye.Files.Http;
using Sockeye.Files.Storage;
using Sockeye.Http;
using Sockeye.Http.Routes;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Pages.Tests.Web;

/// <summary>A folder that is served on loopback, for a browser.</summary>
internal sealed class ServedFolder : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<StreamConnection, bool> _open = new(); // as a set
    private readonly FileRoot _root;
    private readonly HttpHandler _handler;
    private readonly Endpoint _endpoint;
    private readonly Task _serving;

    private ServedFolder(IStreamListener listener, Rights rights, bool servesIndex)
    {
        Folder.AddDirectory("root");
        _root = new FileRoot(Folder.At("root"));
        _endpoint = listener.Endpoint;
        var shared = new SharedFolder(_root, Accounts.Anyone(rights), Transfers);
        _handler = new HttpHandler(new HttpSite(new FolderSite(shared, new FolderSiteOptions { ServesIndex = servesIndex }).Routes));
        var listed = new ListedHandler(_handler, _open);
        _serving = new StreamServer(listener, listed, new ServeOptions(), new ServerContext()).RunAsync(_stop.Token, _stop.Token);
    }

    public TemporaryDirectory Folder { get; } = new();

    public ConcurrentQueue<string> Complaints { get; } = new();

    public Transfers Transfers { get; } = new(TimeProvider.System);

    public string Url => $"http://127.0.0.1:{_endpoint.Port}/";

    public static async Task<ServedFolder> StartAsync(Rights rights = Rights.All, bool servesIndex = false) =>
        new(await new SocketTransport(TimeProvider.System).ListenAsync(Endpoint.Parse("tcp://127.0.0.1:0")), rights, servesIndex);

    public string Add(string name, string content) =>
        Folder.AddFile($"root/{name}", System.Text.Encoding.UTF8.GetBytes(content));

    public async Task<IPage> OpenAsync(
        Browser browser, ColorScheme scheme = ColorScheme.Light, int width = 1100, bool hasScript = true,
        string? timeZone = null)
    {
        IPage page = await browser.NewPageAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            JavaScriptEnabled = hasScript,
            AcceptDownloads = true,
            HasTouch = true,
            TimezoneId = timeZone,
        });
        // What the browser would not do, by our policy or because something is not there.
        page.Console += (_, said) => Complaints.Enqueue($"{said.Type}: {said.Text} {said.Location}");
        await page.GotoAsync(Url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _handler.DisposeAsync();
        _root.Dispose();
        Folder.Dispose();
        _stop.Dispose();
    }

    /// <summary>Breaks off the connection that has received so many bytes, as soon as there is one.</summary>
    public async Task CutAsync(long bytes)
    {
        StreamConnection? connection;
        while ((connection = _open.Keys.FirstOrDefault(open => open.BytesReceived >= bytes)) is null)
            await Task.Yield();
        connection.Abort(EndReason.Cancelled);
    }

    /// <summary>Keeps the connections that are open, so that they can be broken off.</summary>
    private sealed class ListedHandler(HttpHandler inner, ConcurrentDictionary<StreamConnection, bool> open) : IConnectionHandler
    {
        public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
        {
            open[connection] = true;
            await inner.RunAsync(connection, stopping);
            open.TryRemove(connection, out _);
        }
    }
}
