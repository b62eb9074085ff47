using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Files.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>7: several clients at once ask for text files; the server serves all concurrently.</summary>
internal sealed class FilesConcurrentExercise : IExercise
{
    private const int Clients = 8;
    private const int FirstSipBytes = 1000;

    public string Id => "7";

    public string Title => $"{Clients} clients at once and a slow one, all served concurrently";

    public int Port => Ports.FilesConcurrent;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(
            bench, endpoint, "files", ServeMode.Concurrent(ServeOptions.DefaultMaxConnections),
            _ => new SfpHandler(bench.SharedFolder));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        await using StreamConnection slow = await bench.ConnectAsync(server);
        long sipped = await AskAndSipAsync(bench, slow);
        bench.Note("client", $"slow client: took {sipped:N0} bytes and sleeps");

        long[] lengths = await FileClients.FetchManyAsync(bench, server, LabFolder.TextName, Clients);
        long whole = await DrinkUpAsync(bench, slow);
        return $"{Clients} × {lengths[0]:N0} bytes, all SHA-256 equal, "
            + $"while a slow client stopped after {sipped:N0} bytes; it got all {whole:N0} in the end";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string client = await RunClientAsync(bench, server.Endpoint);
        IReadOnlyList<ServiceInterval> served = await server.StopAsync();

        ServiceInterval slow = served[^1]; // the last to end: it was slow, and the others did not wait for it
        int finishedMeanwhile = served.Count(
            other => other != slow && other.Start >= slow.Start && other.End <= slow.End);
        LabFailure.Unless(
            served.Count == Clients + 1, $"the server recorded {served.Count} intervals instead of {Clients + 1}");
        LabFailure.Unless(
            finishedMeanwhile == Clients,
            $"only {finishedMeanwhile} of {Clients} clients were served while the slow one waited");
        return $"{client}; {ServiceIntervals.CountOverlaps(served)} pairs of service intervals overlap, "
            + $"{finishedMeanwhile} clients were done while the slow one waited";
    }

    private static async Task<long> AskAndSipAsync(LabBench bench, StreamConnection slow)
    {
        await slow.Output.WriteAsync("GET notes.txt\n"u8.ToArray(), bench.Stop);
        ReadResult sip = await slow.Input.ReadAtLeastAsync(FirstSipBytes, bench.Stop);
        slow.Input.AdvanceTo(sip.Buffer.Start);
        return sip.Buffer.Length;
    }

    // What was sipped is still in the pipe: the whole answer is read from its status line on.
    private static async Task<long> DrinkUpAsync(LabBench bench, StreamConnection slow)
    {
        await slow.CompleteOutputAsync(bench.Stop);
        ReadOnlySequence<byte> answer = (await slow.Input.ReadToEndAsync(bench.Stop)).Buffer;
        SequencePosition? endOfStatus = answer.PositionOf((byte)'\n');
        LabFailure.Unless(endOfStatus is not null, "the slow client got no status line");

        byte[] content = answer.Slice(answer.GetPosition(1, endOfStatus!.Value)).ToArray();
        FileClients.Expect(bench, LabFolder.TextName, Sha256Sum.Of(content));
        return content.Length;
    }
}
