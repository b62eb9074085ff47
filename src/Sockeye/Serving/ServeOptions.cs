using Sockeye.Protocols.Checks;
using Sockeye.Serving.Proxies;

namespace Sockeye.Serving;

/// <summary>The limits of a server. Every limit is finite.</summary>
public sealed record ServeOptions
{
    /// <summary>
    /// The default of <see cref="ServeMode.Concurrency"/>: 1,000, our choice. Whether they fit the open files of the
    /// process (RLIMIT_NOFILE) is for <see cref="ServerContext.ConnectionLimit"/>.
    /// </summary>
    public const int DefaultMaxConnections = 1_000;

    /// <summary>How many connections at once, and after how many to end. Default: 1,000 at once, no end.</summary>
    /// <remarks>At the limit further peers wait in the kernel's backlog; nothing is refused.</remarks>
    public ServeMode Mode
    {
        get;
        init
        {
            Require.AtLeast(1, value.Concurrency);
            Require.AtLeast(1, value.StopAfter);
            field = value;
        }
    } = ServeMode.Concurrent(DefaultMaxConnections);

    /// <summary>
    /// The proxies in front of the server: they speak for many, and have no share of the places. Default: none.
    /// </summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.None;

    /// <summary>
    /// How long nothing may move in either direction. Default 60 s, as nginx waits for a client to send or read.
    /// </summary>
    public TimeSpan IdleTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How much is received at a time per connection, in bytes. Default 16 KiB, one TLS record (RFC 8446 §5.1).
    /// </summary>
    public int ReceiveBufferBytes { get; init => field = Require.AtLeast(512, value); } = 16 * 1024;

    /// <summary>
    /// How many datagrams of one peer are answered at once in a second, on average: 10,000, our choice. A hundred times
    /// as many may be used together, which is more than a benchmark of some seconds takes.
    /// </summary>
    /// <remarks>The same datagram of the same peer is answered 10,000 times, and then 10 times a second.</remarks>
    public int AnswersPerSecond { get; init => field = Require.AtLeast(1, value); } = 10_000;

    /// <summary>How long stopping waits for connections to finish before it cuts them off. Default 5 s.</summary>
    /// <remarks>Half of the 10 s that container runtimes give a process between SIGTERM and SIGKILL.</remarks>
    public TimeSpan DrainTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(5);
}
