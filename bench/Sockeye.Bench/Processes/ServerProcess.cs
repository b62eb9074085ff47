using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sockeye.Bench.Processes;

/// <summary>
/// A child that runs until it is disposed of. What it prints goes to a file, so that reading it costs nobody CPU.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly CommandLine _command;
    private readonly string _log;

    private ServerProcess(Process process, CommandLine command, string log)
    {
        _process = process;
        _command = command;
        _log = log;
    }

    public int Pid => _process.Id;

    public static ServerProcess Start(CommandLine command, WorkDirectory work)
    {
        string log = work.NewPath($"{command.Name}.log");
        return new ServerProcess(Process.Start(command.IntoFile(log).ToStartInfo())!, command, log);
    }

    /// <summary>Waits for a line in what it prints, and gives its first group.</summary>
    public async Task<string> PrintedAsync(Regex line, CancellationToken cancel)
    {
        await UntilAsync(() => line.IsMatch(Said()), $"print '{line}'", cancel);
        return line.Match(Said()).Groups[1].Value;
    }

    /// <summary>Waits until somebody listens at that port of TCP, or is bound to that port of UDP.</summary>
    public async Task<string> BoundAsync(string port, bool isUdp, CancellationToken cancel)
    {
        await UntilAsync(() => BoundPorts.Contain(port, isUdp), $"listen at port {port}", cancel);
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true); // socat, ncat and nginx have children
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task UntilAsync(Func<bool> isReady, string what, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isReady())
        {
            if (_process.HasExited)
                throw new BenchFailure($"{_command}: ended: {Said()}");
            if (Stopwatch.GetElapsedTime(start) > ReadyLimit)
                throw new BenchFailure($"{_command}: did not {what} within {ReadyLimit.TotalSeconds} s: {Said()}");
            await Task.Delay(Pause, cancel);
        }
    }

    private string Said() => File.Exists(_log) ? File.ReadAllText(_log).Trim() : "";
}
