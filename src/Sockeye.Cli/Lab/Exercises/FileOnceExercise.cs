using Sockeye.Cli.Ending;
using Sockeye.Services.Files;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Lab.Exercises;

/// <summary>5: the client asks for a text file; the server returns it, then closes.</summary>
internal sealed class FileOnceExercise : IExercise
{
    private const string MissingName = "missing.txt";

    public string Id => "5";

    public string Title => "client asks for a text file, server returns it and closes";

    public int Port => Ports.FilesOnce;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(
            bench, endpoint, "files", ServeMode.Once,
            _ => new FilesHandler(bench.SharedFolder, new FilesOptions { ClosesAfterFirstAnswer = true }));

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
        (ExitCode code, string error) = await bench.RunCommandAsync(
            // this folder may be read-only
            "get", $"{again.Endpoint}/{MissingName}", "-o", bench.Folder.NewTarget(MissingName));
        await again.EndAsync();
        bench.Note("client", $"a missing file: {error}, exit code {(int)code}");
        LabFailure.Unless(
            code == ExitCode.PeerFailed && error.Contains("not-found", StringComparison.Ordinal),
            $"a missing file gave exit code {(int)code} and '{error}'");
        return $"{got}; the server closed after one answer; a missing file gives '{error}' and exit code {(int)code}";
    }
}
