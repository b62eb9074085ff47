using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;
using Sockeye.Testing;

namespace Sockeye.Shell.Tests;

/// <summary>A session whose lines a test gives, and waits for, one by one.</summary>
internal sealed class ShellBench : IDisposable
{
    public ShellBench() => Interpreter = new Interpreter(Session);

    public ShellSession Session { get; } = new(TimeProvider.System);

    public Interpreter Interpreter { get; }

    /// <summary>Begins a line.</summary>
    public ShellJob Start(string line) => Interpreter.Start(ShellParser.Parse(line)!);

    /// <summary>Begins a line that waits, and puts it into the background.</summary>
    public ShellJob StartWaiting(string line)
    {
        ShellJob job = Start(line);
        Assert.False(job.Outcome.IsCompleted, $"{line} did not wait");
        Session.PutIntoBackground(job);
        return job;
    }

    /// <summary>Runs a line to its end.</summary>
    public Task<ShellOutcome> RunAsync(string line) => EndAsync(Start(line));

    public static Task<ShellOutcome> EndAsync(ShellJob job) => job.Outcome.WaitAsync(SafetyNet.Time);

    /// <summary>Runs lines that must succeed; the result of the last, as it is shown.</summary>
    public async Task<string> ShowAsync(params string[] lines)
    {
        ShellOutcome? last = null;
        foreach (string line in lines)
        {
            last = await RunAsync(line);
            Assert.False(last.IsFailed, $"{line}: {last.Failure?.ToString() ?? last.Mistake?.Message}");
        }

        return last!.Value.ToString();
    }

    /// <summary>A connected pair, <c>c</c> and <c>a</c>, and their listener <c>s</c>.</summary>
    public Task<string> ConnectAsync() => ShowAsync(
        "s = socket(INET, STREAM)", "bind(s, 127.0.0.1:0)", "listen(s)",
        "c = socket(INET, STREAM)", "connect(c, getsockname(s))", "a, peer = accept(s)");

    public void Dispose() => Session.Dispose();
}
