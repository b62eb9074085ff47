using System.Collections.Concurrent;
using Sockeye.Protocols.Text;
using Sockeye.Services;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab;

/// <summary>A server role that runs, with its own record of whom it served when.</summary>
internal sealed class LabServer
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ServiceInterval> _intervals = new();
    private readonly ConcurrentQueue<ReceivedMessage> _messages = new();
    private readonly LabBench _bench;
    private Task<ServeOutcome> _running = Task.FromResult(ServeOutcome.Drained);

    private LabServer(LabBench bench, Endpoint endpoint) => (_bench, Endpoint) = (bench, endpoint);

    /// <summary>Where it listens.</summary>
    public Endpoint Endpoint { get; private set; }

    /// <summary>How it ended, once it has.</summary>
    public ServeOutcome Outcome { get; private set; }

    /// <summary>What the service was told by its peers, in order.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => [.. _messages];

    /// <summary>Starts a service over streams.</summary>
    /// <param name="bench">Sockets, clock and transcript.</param>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="mode">Once, iterative or concurrent.</param>
    /// <param name="handler">Makes the service; it is given where messages of peers go.</param>
    public static async Task<LabServer> StartAsync(
        LabBench bench, Endpoint endpoint, string name, ServeMode mode,
        Func<Action<ReceivedMessage>, IConnectionHandler> handler)
    {
        var server = new LabServer(bench, endpoint);
        IStreamListener listener = await bench.Sockets.ListenAsync(endpoint, bench.Stop);
        var stream = new StreamServer(
            listener, handler(server.OnMessage), new ServeOptions { Mode = mode }, server.ContextFor(name));
        server.Start(listener.Endpoint, () => stream.RunAsync(server._stop.Token, bench.Insist));
        return server;
    }

    /// <summary>Starts a service over datagrams, each exchange on a port of its own.</summary>
    public static async Task<LabServer> StartAsync(
        LabBench bench, Endpoint endpoint, string name, IDatagramService service)
    {
        var server = new LabServer(bench, endpoint);
        IDatagramSocket socket = await bench.Sockets.BindAsync(endpoint, bench.Stop);
        var datagrams = new DatagramServer(socket, bench.Sockets, service, new ServeOptions(), server.ContextFor(name));
        server.Start(socket.Endpoint, () => datagrams.RunAsync(server._stop.Token, bench.Insist));
        return server;
    }

    /// <summary>Waits until the server has ended, by itself as in once mode or because it was asked to.</summary>
    /// <returns>Its record, in the order of the ends.</returns>
    public async Task<IReadOnlyList<ServiceInterval>> EndAsync()
    {
        Outcome = await _running;
        return [.. _intervals];
    }

    /// <summary>Asks the server to stop.</summary>
    public void RequestStop() => _stop.Cancel();

    /// <summary>Asks the server to stop, and waits for it.</summary>
    public Task<IReadOnlyList<ServiceInterval>> StopAsync()
    {
        RequestStop();
        return EndAsync();
    }

    private ServerContext ContextFor(string name) => new()
    {
        Service = name,
        Time = _bench.Time,
        Logger = _bench.Logger,
        Metrics = _bench.Metrics,
        OnServed = OnServed,
    };

    private void Start(Endpoint bound, Func<Task<ServeOutcome>> run)
    {
        Endpoint = bound;
        _bench.Announce(bound);
        _running = run();
    }

    private void OnMessage(ReceivedMessage message)
    {
        _messages.Enqueue(message);
        _bench.Note("server", $"received '{PrintableText.Escape(message.Text, maxChars: 60)}' from {message.Peer}");
    }

    private void OnServed(ServiceInterval interval)
    {
        _intervals.Enqueue(interval);
        _bench.Note(
            "server",
            $"served {interval.Peer}: {interval.BytesReceived:N0} B in, "
                + $"{interval.BytesSent:N0} B out, {interval.Reason}");
    }
}
