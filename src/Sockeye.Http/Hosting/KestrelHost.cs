using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Sockeye.Http.Hosting;

/// <summary>Kestrel, fed by hand: it accepts nothing itself, and speaks HTTP on the connections it is given.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private static readonly EndPoint Nowhere = new IPEndPoint(IPAddress.None, 0);

    private readonly HandoverListener _listener = new();
    private readonly KestrelServer _server;

    private KestrelHost(KestrelServerOptions options) =>
        _server = new KestrelServer(Options.Create(options), _listener, NullLoggerFactory.Instance);

    /// <summary>Starts it.</summary>
    /// <param name="application">What answers the requests.</param>
    /// <param name="limit">Sets the limits.</param>
    /// <param name="shape">Says what is spoken: TLS or not, and which versions.</param>
    public static async Task<KestrelHost> StartAsync<TContext>(
        IHttpApplication<TContext> application, Action<KestrelServerOptions> limit, Action<ListenOptions> shape)
        where TContext : notnull
    {
        var options = new KestrelServerOptions();
        limit(options);
        options.Listen(Nowhere, shape);
        var kestrel = new KestrelHost(options);
        await kestrel._server.StartAsync(application, CancellationToken.None);
        return kestrel;
    }

    /// <summary>Speaks HTTP on a connection until it ends.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="stop">Asks it to end; called once <paramref name="stopping"/> is signalled.</param>
    /// <param name="stopping">The server takes nobody new.</param>
    public async Task RunAsync(
        ConnectionAdapter connection, Action<ConnectionAdapter> stop, CancellationToken stopping)
    {
        if (!_listener.TryHand(connection))
            return;

        await using (stopping.Register(() => stop(connection)))
            await connection.Ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
    }
}
