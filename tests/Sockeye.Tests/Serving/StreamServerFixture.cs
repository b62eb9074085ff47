using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Serving;

/// <summary>A stream server in memory, with all that a test wants to see of it.</summary>
internal sealed class StreamServerFixture : IConnectionHandler
{
    private readonly MemoryNetwork _network;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _insist = new();
    private Func<StreamConnection, CancellationToken, Task> _serve = static (_, _) => Task.CompletedTask;

    public StreamServerFixture() => _network = new MemoryNetwork(Clock);

    public ManualClock Clock { get; } = new();

    public ListLogger Log { get; } = new();

    public Meter Meter { get; } = new("Sockeye.Tests.Server");

    public Endpoint Endpoint { get; private set; } = Endpoint.Tcp("server", 0);

    /// <summary>The connections whose handler has begun, in order.</summary>
    public ConcurrentQueue<StreamConnection> Begun { get; } = new();

    /// <summary>The server's own record.</summary>
    public ConcurrentQueue<ServiceInterval> Served { get; } = new();

    /// <summary>What it shares with other servers; null for nothing.</summary>
    public ConnectionLimit? ConnectionLimit { get; init; }

    /// <summary>Is told of each record after it was made.</summary>
    public Action<ServiceInterval> OnServed { get; init; } = static _ => { };

    public Task<ServeOutcome> Running { get; private set; } = Task.FromResult(ServeOutcome.Drained);

    public async Task StartAsync(Func<StreamConnection, CancellationToken, Task> serve, ServeOptions? options = null) =>
        Start(await _network.ListenAsync(Endpoint), serve, options);

    public void Start(
        IStreamListener listener, Func<StreamConnection, CancellationToken, Task> serve, ServeOptions? options = null)
    {
        _serve = serve;
        Endpoint = listener.Endpoint;
        var context = new ServerContext
        {
            Service = "test",
            Time = Clock,
            Logger = Log,
            Metrics = new ServerMetrics(Meter),
            ConnectionLimit = ConnectionLimit,
            OnServed = Served.Enqueue + OnServed,
        };
        Running = new StreamServer(listener, this, options ?? new ServeOptions(), context).RunAsync(
            _stop.Token, _insist.Token);
    }

    public async Task<StreamConnection> ConnectAsync() => await _network.ConnectAsync(Endpoint);

    /// <summary>Connects, and waits until the handler has begun.</summary>
    public async Task<StreamConnection> ConnectAndBeginAsync()
    {
        int begun = Begun.Count;
        StreamConnection client = await ConnectAsync();
        await VirtualTime.UntilAsync(() => Begun.Count > begun);
        return client;
    }

    /// <summary>A connection of both sides that no listener has seen.</summary>
    public async Task<(StreamConnection Client, StreamConnection Server)> PairAsync()
    {
        await using IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp("pair", 0));
        StreamConnection client = await _network.ConnectAsync(listener.Endpoint);
        return (client, (await listener.AcceptAsync(CancellationToken.None))!);
    }

    public void RequestStop() => _stop.Cancel();

    public void Insist() => _insist.Cancel();

    public Task<ServeOutcome> StopAsync()
    {
        RequestStop();
        return Running;
    }

    public Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        Begun.Enqueue(connection);
        return _serve(connection, stopping);
    }
}
