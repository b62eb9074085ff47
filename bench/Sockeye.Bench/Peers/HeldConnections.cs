using System.Diagnostics;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>Connections that were each answered once and stay open until this is disposed of.</summary>
internal sealed class HeldConnections : IAsyncDisposable
{
    private readonly Process _process;

    private HeldConnections(Process process) => _process = process;

    /// <exception cref="BenchFailure">Not all were answered.</exception>
    public static async Task<HeldConnections> OpenAsync(Bench bench, string port, int count, CancellationToken cancel)
    {
        var command = new CommandLine(
            bench.Programs.Peer("pingpong"), "tcp", "127.0.0.1", port, "--connections", $"{count}", "--hold");
        var held = new HeldConnections(Process.Start(command.ToStartInfo())!);
        await Ready.OrDisposeAsync(held, async () =>
        {
            string? said = await held._process.StandardOutput.ReadLineAsync(cancel);
            return said == $"held {count} answered {count}" ? said : throw new BenchFailure($"{command}: {said}");
        });
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close(); // the end it waits for
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
