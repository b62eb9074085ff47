using System.Net;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.Files.Tftp;
using Sockeye.Protocols.Tftp;
using Sockeye.Protocols.Weather;
using Sockeye.Relay;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>
/// 8: several clients at once ask for binary files over datagrams; the server serves them concurrently. Twice:
/// directly, and through a relay that loses, duplicates and reorders datagrams.
/// </summary>
internal sealed class DatagramFilesExercise : IExercise
{
    private const int Clients = 4;
    private const int Seed = 8;

    private static readonly LinkWeather Weather = new() { Loss = 0.05, Duplication = 0.03, Reordering = 0.03 };

    // On loopback an answer takes microseconds: a short time-out makes the lossy run a matter of seconds.
    private static readonly TftpSettings Settings = TftpClient.DefaultSettings with
    {
        BlockBytes = 8192,
        MaxWindowBlocks = 8,
        Timeout = TimeSpan.FromMilliseconds(50),
        MaxTries = 12,
    };

    public string Id => "8";

    public string Title => $"{Clients} clients at once fetch a file over datagrams, directly and through a bad link";

    public int Port => Ports.Tftp;

    public EndpointScheme Scheme => EndpointScheme.Udp;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) => LabServer.StartAsync(
        bench, endpoint, "tftp",
        new TftpService(
            bench.SharedFolder, new TftpServiceOptions { Transfer = Settings with { BlockBytes = 65_464 } }));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        long[] lengths = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => FetchAsync(bench, server)));
        return $"{Clients} × {lengths[0]:N0} bytes, all SHA-256 equal";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string directly = await RunClientAsync(bench, server.Endpoint);
        (string throughRelay, RelayCounts counts) = await RunThroughRelayAsync(bench, server.Endpoint);

        IReadOnlyList<ServiceInterval> served = await server.StopAsync();
        int overlaps = ServiceIntervals.CountOverlaps(served);
        LabFailure.Unless(overlaps > 0, "no two service intervals overlap: the clients were not served concurrently");
        return $"directly: {directly}; through a relay that lost {counts.Lost}, duplicated {counts.Doubled} and "
            + $"reordered {counts.Held} datagrams: {throughRelay}; {overlaps} pairs of service intervals overlap";
    }

    private async Task<(string Evidence, RelayCounts Counts)> RunThroughRelayAsync(LabBench bench, Endpoint server)
    {
        IDatagramSocket front = await bench.Sockets.BindAsync(Endpoint.Udp(null, 0), bench.Stop);
        EndPoint behind = (await bench.Sockets.ResolveAsync(server, bench.Stop))[0];
        var options = new RelayOptions { ToServer = Weather, ToClient = Weather, Seed = Seed };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        var relay = new DatagramRelay(bench.Sockets, front, behind, options, bench.Time);
        bench.Note(
            "relay",
            $"{relay.Endpoint} loses {Weather.Loss:P0}, duplicates {Weather.Duplication:P0}, "
                + $"holds back {Weather.Reordering:P0}");

        Task relaying = relay.RunAsync(over.Token);
        try
        {
            string evidence = await RunClientAsync(bench, relay.Endpoint);
            LabFailure.Unless(relay.Counts.Lost > 0, "the relay lost nothing: the run proves nothing");
            return (evidence, relay.Counts);
        }
        finally
        {
            await over.CancelAsync();
            await relaying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<long> FetchAsync(LabBench bench, Endpoint server)
    {
        const string name = LabFolder.BinaryName;
        using SafeFileHandle file = File.OpenHandle(
            bench.Folder.NewTarget(name), FileMode.CreateNew, FileAccess.ReadWrite);
        var client = new TftpClient(bench.Sockets, bench.Time, Settings);
        TftpTransfer got = await client.GetAsync(server, name, file, cancel: bench.Stop);
        FileClients.Expect(bench, name, await Digest.ComputeAsync(file, 0, got.Bytes, bench.Stop));
        bench.Note("client", $"got {name}: {got.Bytes:N0} bytes in blocks of {got.Terms.BlockBytes:N0}, SHA-256 equal");
        return got.Bytes;
    }
}
