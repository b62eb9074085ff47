using System.IO.Pipelines;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets.Polling;

/// <summary>Which loop takes the events of a connection: its threads bear its number.</summary>
public sealed class ProcessorsTests
{
    private static readonly int Loops = Environment.ProcessorCount;

    private readonly SocketTransport _sockets = new(TimeProvider.System) { Engine = SocketEngines.EventLoop };

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Usual_connections_leave_every_other_processor_to_the_kernel()
    {
        for (int connection = 0; connection < 4 * Loops; connection++)
            Assert.InRange(await LoopAsync(_ => { }), 0, Math.Max(1, Loops / 2) - 1);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connections_that_use_all_processors_get_to_every_loop()
    {
        var seen = new HashSet<int>();
        while (seen.Count < Loops) // in turn, but other tests take turns as well
            seen.Add(await LoopAsync(connection => connection.Find<IProcessorChoice>()!.UseAllProcessors()));
    }

    private async Task<int> LoopAsync(Action<StreamConnection> prepare)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(CancellationToken.None))!;
        prepare(server);
        Task<string?> reading = ThreadAfterAsync(server.Input.ReadAsync()); // nothing was sent: it waits
        await client.SendAsync("x");
        string thread = await reading ?? "";
        server.Abort(EndReason.Cancelled); // nobody waits for the other's end
        Assert.StartsWith("sockeye-", thread, StringComparison.Ordinal);
        return int.Parse(thread["sockeye-".Length..]);
    }

    private static async Task<string?> ThreadAfterAsync(ValueTask<ReadResult> read)
    {
        await read.ConfigureAwait(false);
        return Thread.CurrentThread.Name;
    }
}
