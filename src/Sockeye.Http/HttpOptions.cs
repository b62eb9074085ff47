using Sockeye.Protocols.Checks;
using Sockeye.Serving;
using Sockeye.Serving.Proxies;
using Sockeye.Transports.Sockets;

namespace Sockeye.Http;

/// <summary>The limits and choices of HTTP. Every limit is finite.</summary>
/// <remarks>How many connections there may be is a limit of the server.</remarks>
public sealed record HttpOptions
{
    /// <summary>
    /// The names by which this server is reached over plain HTTP, beside the machine's own and any address. Default:
    /// none.
    /// </summary>
    /// <remarks>
    /// A request for another name is not answered: a page of another site could have sent it (DNS rebinding).
    /// </remarks>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>
    /// The machine's own name, alone and as a local network completes it. Default: that which the system says.
    /// </summary>
    public string MachineName { get; init; } = SystemNames.Instance.OwnName;

    /// <summary>
    /// The proxies in front of this server: what they say of their clients (Forwarded, X-Forwarded-For,
    /// X-Forwarded-Proto) is believed. Default: none.
    /// </summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.None;

    /// <summary>
    /// How many requests a second one address may make for long. Default 200, our choice: a page of pictures each
    /// second.
    /// </summary>
    /// <remarks>
    /// This machine is not limited: a proxy here speaks for many. Of IPv6, a /64 counts as one address.
    /// </remarks>
    public int RequestsPerSecond { get; init => field = Require.AtLeast(1, value); } = 200;

    /// <summary>How many requests it may make at once, before that counts. Default 1,000, our choice.</summary>
    public int RequestBurst { get; init => field = Require.AtLeast(1, value); } = 1_000;

    /// <summary>
    /// How much of uploads a client of HTTP/2 may have sent on one connection that we have not taken yet, in bytes: it
    /// lies in our memory. Default: as <see cref="HttpMemory"/> says, 1 MiB where there is memory.
    /// </summary>
    public int ConnectionWindowBytes { get; init => field = Require.AtLeast(128 * 1024, value); } =
        HttpMemory.OfThisProcess.ConnectionWindowBytes;

    /// <summary>
    /// How many requests are answered at once, on all connections: one of HTTP/2 has many. Default: as
    /// <see cref="HttpMemory"/> says. Who asks for more is told to come back (503). Each leaves an eighth to others.
    /// </summary>
    public int MaxRequests { get; init => field = Require.AtLeast(1, value); } = HttpMemory.OfThisProcess.MaxRequests;

    /// <summary>
    /// What the servers of a process share: each request beside another of its connection takes a place there, for it
    /// may have as many files open as one alone. One peer may have a quarter of the places so, all peers half. Default:
    /// none, only <see cref="MaxRequests"/> counts.
    /// </summary>
    public ConnectionLimit? ConnectionLimit { get; init; }

    /// <summary>How long a client may take over the head of a request. Default 30 s, that of Kestrel.</summary>
    public TimeSpan HeaderTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long who was accepted and has asked nothing yet is waited for once the server stops. Default 4.5 s, our
    /// choice: such a connection ends in good order before the drain time of <c>ServeOptions</c> is over.
    /// </summary>
    public TimeSpan FirstRequestTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// How long a connection waits for its next request. Default 60 s, as nginx (keepalive_timeout is 75 s).
    /// </summary>
    public TimeSpan KeepAliveTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(60);
}
