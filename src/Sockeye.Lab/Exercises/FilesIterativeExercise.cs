using Sockeye.Files.Sfp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>6: several clients at once ask for binary files; the server serves them one after the other.</summary>
internal sealed class FilesIterativeExercise : IExercise
{
    private const int Clients = 4;

    public string Id => "6";

    public string Title => $"{Clients} clients at once, served one after the other";

    public int Port => Ports.FilesIterative;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(
            bench, endpoint, "files", ServeMode.Iterative, _ => new SfpHandler(bench.SharedFolder));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        long[] lengths = await FileClients.FetchManyAsync(bench, server, LabFolder.BinaryName, Clients);
        return $"{Clients} × {lengths[0]:N0} bytes, all SHA-256 equal";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string client = await RunClientAsync(bench, server.Endpoint);
        IReadOnlyList<ServiceInterval> served = await server.StopAsync();

        int overlaps = ServiceIntervals.CountOverlaps(served);
        LabFailure.Unless(
            served.Count >= Clients, $"the server recorded {served.Count} intervals instead of {Clients}");
        LabFailure.Unless(overlaps == 0, $"{overlaps} pairs of service intervals overlap");
        return $"{client}; {served.Count} service intervals, no two overlap";
    }
}
