using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// Streams and datagrams over the kernel's sockets: TCP and UDP over IPv4 and IPv6, UNIX streams and datagrams.
/// </summary>
/// <param name="time">The clock for idle times and for the head start between addresses.</param>
/// <param name="calls">Is told of every socket call; null, the default, for nobody.</param>
public sealed class SocketTransport(TimeProvider time, ISocketCallSink? calls = null)
    : IStreamTransport, IDatagramTransport
{
    /// <summary>
    /// The switch of <see cref="AppContext"/> by which a program lets all its sockets wait by the .NET runtime, on
    /// Linux too: to be set before the first of them. The engines are the process's, as the thread pool is.
    /// </summary>
    public const string RuntimeSwitch = "Sockeye.RuntimeSockets";

    /// <summary>What its sockets wait by.</summary>
    internal ISocketEngine Engine { get; init; } = SocketEngines.Default;

    private int _connections;

    /// <summary>Where it says, once, that the system gives less than was asked for. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Who is asked for the addresses of a name. Default: the system.</summary>
    public INameService Names { get; init; } = SystemNames.Instance;

    /// <summary>
    /// Sockets that listen already: one whose address is asked for is used, and no other opened. Default: none.
    /// </summary>
    public GivenSockets? Given { get; init; }

    // Where the administrator allows a longer queue than usual, it is for those who serve many.
    private static int Backlog => field > 0 ? field : field = Math.Max(BerkeleySocket.DefaultBacklog, LongestQueue());

    private NameResolver Resolver => field ??= new NameResolver(Names); // a race costs nothing: it keeps nothing

    private ReceiveRoom Room => field ??= new ReceiveRoom(Logger); // a race costs one line of the log

    /// <inheritdoc/>
    public async ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        RequireStream(endpoint);
        EndPoint address = await Resolver.ResolveLocalAsync(endpoint, cancel);
        BerkeleySocket socket = ClaimFor(endpoint, address)
            ?? BindFor(endpoint, address, SocketType.Stream, listen: true);
        bool isTuned = TcpTuning.IsInherited && !endpoint.IsUnix;
        if (isTuned)
            TcpTuning.Apply(socket);
        return new SocketListener(socket, Bound(endpoint, socket), peer => Adopt(peer, isTuned));
    }

    /// <inheritdoc/>
    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        RequireStream(endpoint);
        IReadOnlyList<EndPoint> addresses = await Resolver.ResolveAsync(endpoint, cancel);
        try
        {
            return Adopt(await HappyEyeballs.ConnectAsync(addresses, ConnectOneAsync, time, cancel));
        }
        catch (AggregateException e) when (e.InnerExceptions[0].InnerException is SocketException first)
        {
            throw new SocketCallException("connect to", endpoint.ToString(), first, Tried(endpoint, addresses));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IDatagramSocket> BindAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        RequireDatagram(endpoint);
        EndPoint address = await Resolver.ResolveLocalAsync(endpoint, cancel);
        BerkeleySocket socket = ClaimFor(endpoint, address)
            ?? BindFor(endpoint, address, SocketType.Dgram, listen: false);
        return new DatagramSocket(socket, Bound(endpoint, socket), peer: null, Room);
    }

    /// <inheritdoc/>
    public IDatagramSocket Open(EndPoint remote, Endpoint? local = null)
    {
        (Endpoint endpoint, EndPoint address) = remote switch
        {
            IPEndPoint when local is not null && AddressFor(remote, local) is { } ours =>
                (Endpoint.Udp(local.Host, 0), (EndPoint)new IPEndPoint(ours, 0)),
            UnixDomainSocketEndPoint => UnixClientAddress(),
            IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } =>
                (Endpoint.Udp("::", 0), new IPEndPoint(IPAddress.IPv6Any, 0)),
            _ => (Endpoint.Udp("0.0.0.0", 0), (EndPoint)new IPEndPoint(IPAddress.Any, 0)),
        };
        BerkeleySocket socket = BindFor(endpoint, address, SocketType.Dgram, listen: false);
        if (remote is IPEndPoint)
            socket.ReportNetworkErrors();
        return new DatagramSocket(socket, Bound(endpoint, socket), Endpoint.Of(endpoint.Scheme, remote), Room);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(
        Endpoint endpoint, CancellationToken cancel = default) =>
        await Resolver.ResolveAsync(endpoint, cancel);

    // A wildcard is no address to send from, nor is one of the other family; and a name may stand for several.
    private static IPAddress? AddressFor(EndPoint remote, Endpoint local) =>
        IPAddress.TryParse(local.Host, out IPAddress? address) && address.AddressFamily == remote.AddressFamily
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : null;

    private static int LongestQueue()
    {
        const string allowed = "/proc/sys/net/core/somaxconn"; // listen(2)
        try
        {
            return File.Exists(allowed) && int.TryParse(File.ReadAllText(allowed), out int most) ? most : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void RequireStream(Endpoint endpoint)
    {
        if (endpoint.Scheme is not (EndpointScheme.Tcp or EndpointScheme.Unix))
            throw new NotSupportedException($"{endpoint} is not a stream of this transport; use tcp:// or unix:");
    }

    private static void RequireDatagram(Endpoint endpoint)
    {
        if (endpoint.Scheme is not (EndpointScheme.Udp or EndpointScheme.Unixgram))
            throw new NotSupportedException($"{endpoint} does not carry datagrams; use udp:// or unixgram:");
    }

    // A datagram of a UNIX socket is answered by name, so even a client needs one.
    private static (Endpoint Endpoint, EndPoint Address) UnixClientAddress()
    {
        string name = "sockeye-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        return (new Endpoint(EndpointScheme.Unixgram, "@" + name, 0), new UnixDomainSocketEndPoint('\0' + name));
    }

    private static Endpoint Bound(Endpoint asked, BerkeleySocket socket) => socket.LocalEndPoint switch
    {
        IPEndPoint bound when asked.Host == Endpoint.AnyHost => asked with { Port = bound.Port },
        IPEndPoint bound => Endpoint.Of(asked.Scheme, bound),
        _ => asked,
    };

    private static string? Tried(Endpoint endpoint, IReadOnlyList<EndPoint> addresses)
    {
        IEnumerable<string> hosts = addresses.OfType<IPEndPoint>().Select(address => address.Address.ToString());
        return IPAddress.TryParse(endpoint.Host, out _) || endpoint.IsUnix ? null : $"tried {string.Join(", ", hosts)}";
    }

    private async Task<BerkeleySocket> ConnectOneAsync(EndPoint address, CancellationToken cancel)
    {
        BerkeleySocket socket = Open(address.AddressFamily, SocketType.Stream);
        try
        {
            await socket.ConnectAsync(address, cancel);
            return socket;
        }
        catch
        {
            socket.Close();
            throw;
        }
    }

    // Every interface is also what somebody has without IPv6.
    private BerkeleySocket? ClaimFor(Endpoint endpoint, EndPoint address)
    {
        Socket? given = Given?.Claim(Endpoint.Of(endpoint.Scheme, address));
        if (given is null && endpoint.Host == Endpoint.AnyHost)
            given = Given?.Claim(Endpoint.Of(endpoint.Scheme, new IPEndPoint(IPAddress.Any, endpoint.Port)));
        return given is null ? null : new BerkeleySocket(Engine, given, calls, time);
    }

    private BerkeleySocket BindFor(Endpoint endpoint, EndPoint address, SocketType type, bool listen)
    {
        BerkeleySocket socket = Open(address.AddressFamily, type);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.SetOption(
                    SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, endpoint.Host == Endpoint.AnyHost ? 0 : 1);
            if (type == SocketType.Stream && !endpoint.IsUnix)
                socket.ReuseAddress();
            if (endpoint.IsUnix)
                UnixSocketFile.RemoveIfStale(endpoint.Host);
            socket.Bind(address);
            if (listen)
                socket.Listen(Backlog);
            return socket;
        }
        catch (SocketCallException e)
        {
            socket.Close();
            throw new SocketCallException(
                "listen on", endpoint.ToString(), (SocketException)e.InnerException!, Hint(endpoint, e));
        }
    }

    private static string? Hint(Endpoint endpoint, SocketCallException error) => error.SocketError switch
    {
        SocketError.AccessDenied when endpoint.IsUnix => "no right to create a file there",
        SocketError.AccessDenied when endpoint.Port is > 0 and < 1024 =>
            "ports below 1024 need root or CAP_NET_BIND_SERVICE",
        _ => null,
    };

    private BerkeleySocket Open(AddressFamily family, SocketType type) =>
        new(Engine, family, type, ProtocolType.Unspecified, calls, time);

    /// <summary>Makes a connection of a socket that is connected already: accepted, or connected by hand.</summary>
    /// <param name="socket">A stream socket. It belongs to the connection from now on.</param>
    public StreamConnection Adopt(BerkeleySocket socket) => Adopt(socket, isTuned: false);

    private SocketConnection Adopt(BerkeleySocket socket, bool isTuned) =>
        new(
            socket, string.Create(CultureInfo.InvariantCulture, $"c{Interlocked.Increment(ref _connections)}"), time,
            isTuned);
}
