using Sockeye.Shell;
using Sockeye.Shell.Language;
using Sockeye.Shell.Lessons;
using Sockeye.Shell.Sessions;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Runs single lines: what a script and a terminal have in common.</summary>
/// <param name="session">Where they run.</param>
/// <param name="printer">Shows how they end.</param>
/// <param name="tutorial">Looks at them, and takes its own words; null without one.</param>
internal sealed class LineRunner(ShellSession session, ShellPrinter printer, Tutorial? tutorial)
{
    /// <summary>A call that takes longer goes to the background: 50 ms, what a person takes for at once.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private readonly Interpreter _interpreter = new(session);

    /// <summary>Begins a line, and shows how it ended, or that it waits.</summary>
    /// <returns>The line when it has not ended.</returns>
    public async Task<(ShellJob Job, bool HasEnded)> RunAsync(Statement statement, int line, CancellationToken stop)
    {
        ShellJob job = _interpreter.Start(statement, line);
        if (!job.Outcome.IsCompleted)
            await Task.WhenAny(job.Outcome, Task.Delay(Grace, session.Time, stop));
        stop.ThrowIfCancellationRequested();
        if (job.Outcome.IsCompleted)
        {
            Show(job, await job.Outcome);
            return (job, true);
        }

        if (session.Waiting.Count >= ShellSession.MaxJobs)
        {
            printer.Say($"{ShellSession.MaxJobs} calls wait already: wait() for them, or cancel() some");
            job.Cancel();
            Show(job, await job.Outcome);
            return (job, true);
        }

        session.PutIntoBackground(job);
        printer.Waits(job);
        return (job, false);
    }

    /// <summary>The background calls that must end before a line can begin.</summary>
    public IReadOnlyList<ShellJob> NeededBy(Statement statement) => _interpreter.NeededBy(statement);

    /// <summary>Shows how a line ended, and lets the tutorial look at it.</summary>
    public void Show(ShellJob job, ShellOutcome outcome)
    {
        printer.Ended(job, outcome);
        tutorial?.After(outcome);
    }

    /// <summary>Takes a word of the tutorial.</summary>
    public bool IsOfTheTutorial(Statement statement) =>
        tutorial is not null && statement is { Targets: [], Value: NameExpression word } && tutorial.Take(word.Name);
}
