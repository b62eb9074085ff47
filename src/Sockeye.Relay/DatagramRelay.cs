using System.Collections.Concurrent;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Relay;

/// <summary>
/// Stands between clients and one datagram server, and behaves like a bad network. For tests and for the lab.
/// </summary>
/// <remarks>
/// It works for protocols whose server answers from another port for each exchange, as TFTP does: each port of the
/// server is a port of the relay's own to the client. Where the server answers from the port that was asked, so does
/// the relay.
/// </remarks>
/// <param name="transport">Opens the relay's other sockets.</param>
/// <param name="front">Where clients send to; the relay disposes it.</param>
/// <param name="server">The server's address.</param>
/// <param name="options">What happens to datagrams.</param>
/// <param name="time">The clock for those that are held.</param>
public sealed class DatagramRelay(
    IDatagramTransport transport, IDatagramSocket front, EndPoint server, RelayOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<EndPoint, RelayFlow> _flows = new();
    private readonly ConcurrentBag<(IDatagramSocket Socket, Task Task)> _receiving = [];
    private readonly Random _random = new(options.Seed); // of the front's task; each flow gets a seed from it
    private int _socketCount;

    /// <summary>Where clients send to.</summary>
    public Endpoint Endpoint => front.Endpoint;

    /// <summary>What it has done so far.</summary>
    public RelayCounts Counts => _flows.Values
        .SelectMany(flow => new[] { flow.ToServer.Counts, flow.ToClient.Counts })
        .Aggregate(default(RelayCounts), (sum, more) => new RelayCounts(
            sum.Received + more.Received, sum.Lost + more.Lost, sum.Doubled + more.Doubled, sum.Held + more.Held));

    /// <summary>Relays until it is told to stop; what is held then is lost.</summary>
    /// <param name="stop">Ends the relay.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await RelayReceiver.RunAsync(
                front, (datagram, from) => OnFrontAsync(datagram, from, ending.Token), ending.Token);
        }
        finally
        {
            ending.Cancel();
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        var opened = new List<IDatagramSocket> { front };
        // until the last one has opened no more
        while (_receiving.TryTake(out (IDatagramSocket Socket, Task Task) next))
        {
            await next.Task;
            opened.Add(next.Socket);
        }

        foreach (RelayFlow flow in _flows.Values)
            await Task.WhenAll(flow.ToServer.DrainAsync(), flow.ToClient.DrainAsync());
        foreach (IDatagramSocket socket in opened)
            await socket.DisposeAsync();
    }

    private async ValueTask OnFrontAsync(ReadOnlyMemory<byte> datagram, EndPoint client, CancellationToken stop)
    {
        if (!_flows.TryGetValue(client, out RelayFlow? flow) && (flow = OpenFlow(client, stop)) is null)
            return;
        await flow.OnClientAsync(datagram, server);
    }

    private RelayFlow? OpenFlow(EndPoint client, CancellationToken stop)
    {
        if (TryOpen(server) is not { } serverSide)
            return null;

        var toServer = new RelayPath(options.ToServer, _random.Next(), time, stop);
        var toClient = new RelayPath(options.ToClient, _random.Next(), time, stop);
        var flow = new RelayFlow(client, front, toServer, toClient) { ServerSide = serverSide };
        _flows[client] = flow;
        Receive(serverSide, (datagram, from) =>
            flow.OnServerAsync(datagram, from, server, port => OpenFace(flow, port, stop)), stop);
        return flow;
    }

    private IDatagramSocket? OpenFace(RelayFlow flow, EndPoint serverPort, CancellationToken stop)
    {
        if (TryOpen(flow.Client) is not { } face)
            return null;

        Receive(
            face,
            (datagram, from) => from.Equals(flow.Client) ? flow.OnClientAsync(datagram, serverPort) : default,
            stop);
        return face;
    }

    private IDatagramSocket? TryOpen(EndPoint remote) =>
        Interlocked.Increment(ref _socketCount) <= options.MaxSockets ? transport.Open(remote) : null;

    private void Receive(
        IDatagramSocket socket, Func<ReadOnlyMemory<byte>, EndPoint, ValueTask> onDatagram, CancellationToken stop) =>
        _receiving.Add((socket, RelayReceiver.RunAsync(socket, onDatagram, stop)));
}

/// <summary>What a relay has done so far, in datagrams of both directions.</summary>
/// <param name="Received">How many came.</param>
/// <param name="Lost">How many of them were dropped.</param>
/// <param name="Doubled">How many were sent twice.</param>
/// <param name="Held">How many were sent late.</param>
public readonly record struct RelayCounts(long Received, long Lost, long Doubled, long Held);
