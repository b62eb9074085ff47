using Sockeye.Files.Sfp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>5: the client asks for a text file; the server returns it, then closes.</summary>
internal sealed class FileOnceExercise : IExercise
{
    private const string MissingName = "missing.txt";
    private const int PeerFailed = 3; // the exit code when a peer refuses

    public string Id => "5";

    public string Title => "client asks for a text file, server returns it and closes";

    public int Port => Ports.FilesOnce;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(
            bench, endpoint, "files", ServeMode.Once,
            _ => new SfpHandler(bench.SharedFolder, new SfpOptions { ClosesAfterFirstAnswer = true }));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        long length = await FileClients.FetchAsync(bench, server, LabFolder.TextName);
        return $"{length:N0} bytes, SHA-256 equal";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string got = await RunClientAsync(bench, server.Endpoint);
        ServiceInterval served = (await server.EndAsync()).Single();
        LabFailure.Unless(served.Reason == EndReason.Completed, $"the server ended by {served.Reason}");

        LabServer again = await StartServerAsync(bench, endpoint);
        (int code, string error) = await bench.Commands.RunAsync(
            // this folder may be read-only
            "get", $"{again.Endpoint}/{MissingName}", "-o", bench.Folder.NewTarget(MissingName));
        await again.EndAsync();
        bench.Note("client", $"a missing file: {error}, exit code {code}");
        LabFailure.Unless(
            code == PeerFailed && error.Contains("not-found", StringComparison.Ordinal),
            $"a missing file gave exit code {code} and '{error}'");
        return $"{got}; the server closed after one answer; a missing file gives '{error}' and exit code {code}";
    }
}
