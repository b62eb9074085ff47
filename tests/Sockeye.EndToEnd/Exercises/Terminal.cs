using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Exercises;

/// <summary>A terminal of 80 columns and 24 lines: tmux, on a server of its own.</summary>
/// <param name="socket">The path of tmux's socket.</param>
internal sealed class Terminal(string socket) : IAsyncDisposable
{
    private readonly string _tmux = Peer.Find(Peer.Tmux);

    /// <summary>Runs a program in it; the screen stays when it has ended.</summary>
    public async Task StartAsync(string[] command)
    {
        await TmuxAsync(
            // keeps the server for the option
            ["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "sleep", "600"]);
        await TmuxAsync("set-option", "-g", "remain-on-exit", "on");
        await TmuxAsync(["respawn-pane", "-k", .. command]);
    }

    /// <summary>Types; <c>\r</c> is Enter.</summary>
    public Task TypeAsync(string keys) => TmuxAsync("send-keys", "-l", keys);

    /// <summary>
    /// Waits until the screen, without empty lines below and blanks at the ends of lines, is as it should be.
    /// </summary>
    public async Task UntilAsync(Func<string[], bool> condition)
    {
        using var safety = new CancellationTokenSource(SafetyNet.Time);
        string screen = "";
        do
        {
            Assert.False(safety.IsCancellationRequested, $"the screen did not become what it should:\n{screen}");
            screen = await TmuxAsync("capture-pane", "-p"); // a terminal tells nobody that it has changed
        }
        while (!condition([.. screen.TrimEnd().Split('\n').Select(line => line.TrimEnd())]));
    }

    public async ValueTask DisposeAsync() => await RunningProcess.RunAsync(_tmux, "-S", socket, "kill-server");

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        ProcessResult result = await RunningProcess.RunAsync(_tmux, ["-S", socket, .. arguments]);
        result.AssertExit(0);
        return result.Output;
    }
}
