using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Http.Hosting;
using Sockeye.Http.Routes;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Http;

/// <summary>
/// Serves a site by HTTP/1.1, and over TLS by HTTP/2 as well: what <see cref="StreamServer"/> is given.
/// </summary>
/// <remarks>
/// <para>The HTTP of the wire is Kestrel's. It runs on whatever the server accepts: TCP, UNIX sockets, the memory
/// network, or TLS on any of them (<see cref="TlsListener"/>, with <see cref="ApplicationProtocols"/>).</para>
/// <para>Kestrel is started with the first connection. Dispose it after the server has ended.</para>
/// </remarks>
public sealed class HttpHandler : IConnectionHandler, IAsyncDisposable
{
    // Our longest name (4,095 bytes), each byte escaped, and room for a query.
    private const int MaxRequestLineBytes = 16 * 1024;

    private readonly HttpOptions _options;
    private readonly TimeProvider _time;
    private readonly Dispatcher _dispatcher;
    private readonly Lock _starting = new();
    private Task<KestrelHost>? _kestrel;

    /// <summary>Serves a site.</summary>
    /// <param name="site">What is where on it.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="logger">Where failures of ours are told; null for nowhere.</param>
    public HttpHandler(
        HttpSite site, HttpOptions? options = null, TimeProvider? time = null, ILogger? logger = null)
    {
        _options = options ?? new HttpOptions();
        _time = time ?? TimeProvider.System;
        _dispatcher = new Dispatcher(site, _options, _time, logger ?? NullLogger.Instance);
    }

    /// <summary>What a <see cref="TlsServer"/> in front of this may agree upon (ALPN).</summary>
    public static IReadOnlyList<SslApplicationProtocol> ApplicationProtocols { get; } =
        [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11, new("http/1.0")];

    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        // An answer takes Kestrel and us as long as it takes the kernel.
        connection.Find<IProcessorChoice>()?.UseAllProcessors();
        if (connection.Find<TlsConnection>() is { } tls)
        {
            using var late = new DelayedStop(_options.FirstRequestTimeout, _time, stopping);
            await tls.HandshakeAsync(late.Token); // who was accepted may end it; it has a limit of its own
        }

        KestrelHost kestrel = await StartedAsync();
        await using var deliveries = new Deliveries(connection, _time);
        await kestrel.RunAsync(new ConnectionAdapter(connection, deliveries), Stop, stopping);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_kestrel is { IsCompletedSuccessfully: true } started)
            await (await started).DisposeAsync();
        _dispatcher.Dispose();
    }

    private void Stop(ConnectionAdapter connection) =>
        connection.RequestCloseOnceAsked(_time, _options.FirstRequestTimeout);

    // One that could not be started, for lack of something, is not kept: the next connection tries again.
    private Task<KestrelHost> StartedAsync()
    {
        lock (_starting)
        {
            if (_kestrel is null or { IsFaulted: true })
                _kestrel = KestrelHost.StartAsync(new KestrelApplication(_dispatcher.RunAsync), Limit, Shape);
            return _kestrel;
        }
    }

    private void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // what answers has a limit of its own
        kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        kestrel.Limits.MinResponseDataRate = null; // it does not see what a file sends; idle time is watched for all
        kestrel.Limits.RequestHeadersTimeout = _options.HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = _options.KeepAliveTimeout;
        kestrel.Limits.Http2.InitialConnectionWindowSize = _options.ConnectionWindowBytes;
        kestrel.Limits.Http2.InitialStreamWindowSize = _options.ConnectionWindowBytes / 4 * 3; // as Kestrel's own
    }

    // Over TLS the two have agreed; without it, it is HTTP/1.1.
    private static void Shape(ListenOptions endpoint) => endpoint.Protocols = HttpProtocols.Http1AndHttp2;
}
