using System.Globalization;
using Sockeye.Cli.Console.Streams;
using Sockeye.Cli.Ending;
using Sockeye.Shell.Language;
using Sockeye.Shell.Lessons;
using Sockeye.Shell.Sessions;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Runs the lines of a file or a pipe, to the first that fails.</summary>
/// <remarks>
/// A call that would block goes to the background. A later line that needs it waits for it: one that uses a variable it
/// will set, or its socket in the same direction; <c>wait()</c> needs all, and so does the end. Its outcome is shown
/// where it is waited for: while the same calls block, the same script prints the same lines in the same order.
/// </remarks>
/// <param name="context">Where errors go.</param>
/// <param name="session">Where the lines run.</param>
/// <param name="printer">Shows them.</param>
/// <param name="tutorial">In a tutorial a failed call is part of the lesson; null without one.</param>
/// <param name="name">Of the script, for errors.</param>
/// <param name="timeout">How long a line waits for a call in the background.</param>
internal sealed class ScriptRunner(
    CommandContext context, ShellSession session, ShellPrinter printer, Tutorial? tutorial, string name,
    TimeSpan timeout)
{
    /// <summary>64 Ki characters: a script's longest line is a string of some kilobytes.</summary>
    public const int MaxLineChars = 64 * 1024;

    private readonly LineRunner _runner = new(session, printer, tutorial);

    public async Task<ExitCode> RunAsync(TextReader script)
    {
        var lines = new BoundedLines(script, MaxLineChars + 1);
        CancellationToken stop = context.Stop;
        bool goesOn = true;
        for (int number = 1; goesOn && !session.IsOver && await lines.ReadAsync(stop) is { } line; number++)
            goesOn = await RunLineAsync(number, line, stop);

        bool isWhole = goesOn && (session.IsOver || await AwaitAsync(session.UnshownJobs(), stop));
        return isWhole && tutorial is not { IsPassed: false } ? ExitCode.Done : ExitCode.Failed;
    }

    /// <returns>Whether the script goes on.</returns>
    private async Task<bool> RunLineAsync(int number, string line, CancellationToken stop)
    {
        if (line.Length > MaxLineChars)
            throw new InvalidDataException($"cannot read the script: a line is longer than {MaxLineChars} characters");
        if (line.Trim().Length > 0)
            printer.Echo(line);
        Statement? statement;
        try
        {
            statement = ShellParser.Parse(line);
        }
        catch (ShellException mistake)
        {
            printer.Mistake(number, line, mistake);
            return Fails(number, mistake.Message);
        }

        if (statement is null || _runner.IsOfTheTutorial(statement))
            return true;
        if (!await AwaitAsync(_runner.NeededBy(statement), stop))
            return false;

        (ShellJob job, bool hasEnded) = await _runner.RunAsync(statement, number, stop);
        return !hasEnded || Succeeded(job, await job.Outcome);
    }

    // A call that a line waits for in vain is cancelled, so that its failure names its own line.
    private async Task<bool> AwaitAsync(IReadOnlyList<ShellJob> jobs, CancellationToken stop)
    {
        foreach (ShellJob job in jobs)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(job.Outcome, Task.Delay(timeout, session.Time, wait.Token));
            stop.ThrowIfCancellationRequested();
            bool isLate = !job.Outcome.IsCompleted;
            await wait.CancelAsync();
            if (isLate)
                job.Cancel();
            ShellOutcome outcome = await job.Outcome;
            _runner.Show(job, outcome);
            if (isLate)
                return Fails(job.Line, Late(job));
            if (!Succeeded(job, outcome))
                return false;
        }

        return true;
    }

    private string Late(ShellJob job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{job.Statement.Text}: nothing came within {timeout.TotalSeconds:0.###} s; more with --timeout");

    private bool Succeeded(ShellJob job, ShellOutcome outcome) =>
        !outcome.IsFailed || Fails(job.Line, $"{job.Statement.Text}: {ShellPrinter.TextOf(outcome)}");

    private bool Fails(int line, string message)
    {
        if (tutorial is not null)
            return true;

        context.Console.Say(ShellPrinter.Printable($"sockeye: {name}:{line}: {message}"));
        return false;
    }
}
