using System.ComponentModel;
using System.Diagnostics;

namespace Sockeye.Bench.Processes;

/// <summary>Runs a command to its end, timed as a user sees it: from the start of the process to its exit.</summary>
internal static class TimedCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // ours: the longest row takes a few seconds

    /// <param name="command">What to run.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="expected">The exit code that says it went well.</param>
    /// <exception cref="BenchFailure">It cannot be started, exits with an error, or does not end in time.</exception>
    public static async Task<(TimeSpan Took, string Output)> RunAsync(
        CommandLine command, CancellationToken cancel, int expected = 0)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(command);
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            if (process.ExitCode != expected)
                throw new BenchFailure($"{command}: exit code {process.ExitCode}: {(await errors).Trim()}");
            return (took, await output);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new BenchFailure($"{command}: did not end within {Limit.TotalSeconds} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(CommandLine command)
    {
        try
        {
            return Process.Start(command.ToStartInfo())!;
        }
        catch (Win32Exception e)
        {
            throw new BenchFailure($"{command.Name} cannot be started: {e.Message}", e);
        }
    }
}
