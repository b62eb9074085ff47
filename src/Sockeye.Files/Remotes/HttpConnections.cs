using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>
/// What requests are sent by: an HttpClient for each server that they lead to, over our own connections, so that they
/// are paced and traced like all others. One request at a time.
/// </summary>
internal sealed class HttpConnections : IDisposable
{
    private readonly RemoteContext _context;
    private readonly RemoteUrl _url;
    private readonly RemoteOptions _options;
    private readonly Dictionary<string, HttpClient> _clients = []; // by origin
    private CertificateRefusedException? _refused;

    /// <param name="context">Opens the connections, and knows whom to trust.</param>
    /// <param name="url">The server that credentials and fields of our user's own are for.</param>
    /// <param name="options">Those, and how long to wait.</param>
    public HttpConnections(RemoteContext context, RemoteUrl url, RemoteOptions options)
    {
        (_context, _url, _options) = (context, url, options);
        Root = new Uri($"{url.Scheme.Name}://{url.HttpHost}:{url.Endpoint.Port}/");
    }

    /// <summary>The URL of the server.</summary>
    public Uri Root { get; }

    /// <summary>Sends a request, and waits for the head of the answer.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
        await ClientFor(request.RequestUri!).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancel);

    /// <summary>The same, and goes where the answer leads to, so often as is usual; each wait has its limit.</summary>
    /// <exception cref="PeerProtocolException">It leads in circles, or where it may not.</exception>
    public async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        // Before it is sent: then it has what its first client adds, which is for that server alone.
        KeyValuePair<string, IEnumerable<string>>[] fields = [.. request.Headers];
        var steps = new StepTimeout(_options.Timeout, _context.Time, cancel);
        for (int hops = 0; ; hops++)
        {
            Uri asked = request.RequestUri!;
            HttpResponseMessage response = await steps.ForAsync(
                $"get an answer from {asked.Host}:{asked.Port}", limited => SendAsync(request, limited));
            if (!HttpRedirect.IsOne(request, response))
                return response;

            using (response)
            {
                if (hops == HttpRedirect.MaxHops)
                    throw new PeerProtocolException(
                        ProtocolError.Refused, $"the server sends us on and on, {HttpRedirect.MaxHops} times and more");

                request = Again(request.Method, HttpRedirect.Target(asked, response.Headers.Location!), fields);
            }
        }
    }

    /// <summary>Why a server was not trusted since the last time it was asked; null when all were.</summary>
    public CertificateRefusedException? TakeRefusal()
    {
        CertificateRefusedException? refused = _refused;
        _refused = null;
        return refused;
    }

    public void Dispose()
    {
        foreach (HttpClient client in _clients.Values)
            client.Dispose();
    }

    private static HttpRequestMessage Again(
        HttpMethod method, Uri target, KeyValuePair<string, IEnumerable<string>>[] fields)
    {
        var next = new HttpRequestMessage(method, target);
        foreach ((string name, IEnumerable<string> values) in fields)
            next.Headers.TryAddWithoutValidation(name, values);
        return next;
    }

    private HttpClient ClientFor(Uri url)
    {
        string origin = HttpRedirect.OriginOf(url);
        if (_clients.TryGetValue(origin, out HttpClient? known))
            return known;

        bool isOurs = origin == HttpRedirect.OriginOf(Root);
        Endpoint endpoint = isOurs ? _url.Endpoint : EndpointOf(url);
        var client = new HttpClient(CreateHandler(url, endpoint))
        {
            Timeout = Timeout.InfiniteTimeSpan, // each wait has its own limit
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (isOurs)
            AddOwn(client.DefaultRequestHeaders);
        _clients.Add(origin, client);
        return client;
    }

    private void AddOwn(HttpRequestHeaders fields)
    {
        if (_options.Login is { } login)
        {
            string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}"));
            fields.Authorization = new AuthenticationHeaderValue("Basic", credentials); // RFC 7617
        }

        foreach ((string name, _) in _options.Headers)
            fields.Remove(name); // ours
        foreach ((string name, string value) in _options.Headers)
            fields.TryAddWithoutValidation(name, value);
    }

    private static Endpoint EndpointOf(Uri url)
    {
        string host = url.IdnHost.Trim('[', ']');
        return url.Scheme == "https" ? Endpoint.Tls(host, url.Port) : Endpoint.Tcp(host, url.Port);
    }

    private SocketsHttpHandler CreateHandler(Uri url, Endpoint endpoint)
    {
        bool isSecured = endpoint.Scheme == EndpointScheme.Tls;
        SslClientAuthenticationOptions tls = new TlsClient(_context.Trust, _context.Time)
            .OptionsFor(endpoint.Host, endpoint.Port, why => _refused = why);
        return new SocketsHttpHandler
        {
            ConnectTimeout = _options.Timeout,
            SslOptions = tls,
            UseCookies = false,
            AllowAutoRedirect = false, // see FollowAsync: credentials, and whom to trust, go by the server
            UseProxy = _context.Proxy is not null,
            Proxy = _context.Proxy,
            ConnectCallback = async (connecting, cancel) =>
            {
                // Of a host with a zone the URL does not tell all; of a proxy it tells nothing.
                DnsEndPoint asked = connecting.DnsEndPoint;
                bool isDirect = asked.Port == url.Port && asked.Host == url.IdnHost.Trim('[', ']');
                Endpoint server = isDirect
                    ? Endpoint.Tcp(endpoint.Host, endpoint.Port)
                    : Endpoint.Tcp(asked.Host.Trim('[', ']'), asked.Port);
                return new ConnectionStream(await _context.Streams.ConnectAsync(server, cancel), ownsConnection: true)
                {
                    MustNotEnd = isSecured,
                };
            },
        };
    }
}
