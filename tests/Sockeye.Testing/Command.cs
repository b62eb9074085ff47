using System.Diagnostics;

namespace Sockeye.Testing;

/// <summary>A program of the system that a test needs for its surroundings.</summary>
public static class Command
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed, without the last line's end.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.GetAwaiter().GetResult().TrimEnd('\n')
            : throw new InvalidOperationException($"{program} failed: {error}");
    }
}
