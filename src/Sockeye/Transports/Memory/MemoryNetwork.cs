using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Memory;

/// <summary>A network inside the process: streams and datagrams without sockets, for tests and for embedding.</summary>
/// <remarks>
/// Any host name is an address of its own. Streams are bounded (64 KiB each way), so slow readers are felt.
/// Datagrams are delivered at once and in order, and dropped when a receiver's queue is full, as the kernel does.
/// </remarks>
/// <param name="time">The clock of the connections.</param>
public sealed class MemoryNetwork(TimeProvider time) : IStreamTransport, IDatagramTransport
{
    private const int FirstFreePort = 49_152; // the dynamic ports of RFC 6335 §6

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryListener> _listeners = [];
    private readonly Dictionary<EndPoint, MemoryDatagramSocket> _datagramSockets = [];
    private int _lastPort = FirstFreePort - 1;
    private int _connections;

    /// <inheritdoc/>
    public ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            Endpoint bound = WithPort(endpoint);
            var listener = new MemoryListener(bound, onDispose: Remove);
            if (!_listeners.TryAdd(bound.ToString(), listener))
                throw new TransportException(
                    TransportFailure.Other, $"cannot listen on {bound}: address already in use");
            return ValueTask.FromResult<IStreamListener>(listener);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            if (!_listeners.TryGetValue(endpoint.ToString(), out MemoryListener? listener))
                throw new TransportException(
                    TransportFailure.Refused, $"cannot connect to {endpoint}: connection refused");

            int number = ++_connections;
            var serverAddress = new DnsEndPoint(endpoint.Host, endpoint.Port);
            var clientAddress = new DnsEndPoint("client", NextPort());
            (MemoryConnection client, MemoryConnection server) =
                MemoryConnection.Pair($"m{number}", clientAddress, serverAddress, time);
            listener.Offer(server);
            return ValueTask.FromResult<StreamConnection>(client);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IDatagramSocket> BindAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        ValueTask.FromResult<IDatagramSocket>(Bind(WithPort(endpoint)));

    /// <inheritdoc/>
    public IDatagramSocket Open(EndPoint remote, Endpoint? local = null) => Bind(WithPort(Endpoint.Udp("client", 0)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        ValueTask.FromResult<IReadOnlyList<EndPoint>>([AddressOf(endpoint)]);

    internal void Deliver(ReadOnlySpan<byte> datagram, EndPoint from, EndPoint to)
    {
        lock (_lock)
        {
            if (_datagramSockets.TryGetValue(to, out MemoryDatagramSocket? socket))
                socket.Enqueue(datagram, from);
        }
    }

    internal void Remove(EndPoint address)
    {
        lock (_lock)
            _datagramSockets.Remove(address);
    }

    private static DnsEndPoint AddressOf(Endpoint endpoint) =>
        new(endpoint.Host, endpoint.Port, AddressFamily.Unspecified);

    private MemoryDatagramSocket Bind(Endpoint endpoint)
    {
        lock (_lock)
        {
            EndPoint address = AddressOf(endpoint);
            var socket = new MemoryDatagramSocket(this, endpoint, address);
            if (!_datagramSockets.TryAdd(address, socket))
                throw new TransportException(
                    TransportFailure.Other, $"cannot listen on {endpoint}: address already in use");
            return socket;
        }
    }

    private void Remove(MemoryListener listener)
    {
        lock (_lock)
            _listeners.Remove(listener.Endpoint.ToString());
    }

    private Endpoint WithPort(Endpoint endpoint)
    {
        lock (_lock)
            return endpoint.IsUnix || endpoint.Port != 0 ? endpoint : endpoint with { Port = NextPort() };
    }

    private int NextPort() => ++_lastPort;
}
