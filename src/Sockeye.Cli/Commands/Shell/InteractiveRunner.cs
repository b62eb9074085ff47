using Sockeye.Cli.Console.Lines;
using Sockeye.Shell.Calls;
using Sockeye.Shell.Language;
using Sockeye.Shell.Lessons;
using Sockeye.Shell.Sessions;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Runs the lines that a person types. The prompt stays usable while calls wait.</summary>
internal sealed class InteractiveRunner(
    ShellSession session, ShellPrinter printer, Tutorial? tutorial, LineTerminal terminal, HistoryFile history)
{
    private readonly LineRunner _runner = new(session, printer, tutorial);

    public async Task RunAsync(CancellationToken stop)
    {
        terminal.Interrupted = Interrupt;
        await foreach (string line in terminal.ReadLinesAsync(stop))
        {
            printer.Echo(line);
            history.Append(line);
            await RunLineAsync(line, stop);
            if (session.IsOver)
                return;
        }

        session.IsOver = true; // Ctrl-D
    }

    private async Task RunLineAsync(string line, CancellationToken stop)
    {
        Statement? statement;
        try
        {
            statement = ShellParser.Parse(line);
        }
        catch (ShellException mistake)
        {
            printer.Mistake(0, line, mistake);
            return;
        }

        if (statement is null || _runner.IsOfTheTutorial(statement))
            return;
        if (statement.All.OfType<CallExpression>().Any(call => call.Name == ControlCalls.Wait)
            || statement.Value is NameExpression { Name: ControlCalls.Wait })
            await Task.WhenAll(_runner.NeededBy(statement).Select(job => job.Outcome)).WaitAsync(stop);

        (ShellJob job, bool hasEnded) = await _runner.RunAsync(statement, line: 0, stop);
        if (!hasEnded)
            _ = ShowLaterAsync(job); // ends with the session at the latest, which cancels it
    }

    private async Task ShowLaterAsync(ShellJob job)
    {
        ShellOutcome outcome = await job.Outcome;
        if (!session.IsOver) // leaving ends what waits: that is nothing to tell
            _runner.Show(job, outcome);
    }

    private void Interrupt()
    {
        if (session.Waiting is [.., var newest])
            newest.Cancel();
        else
            printer.Say("nothing waits; exit or Ctrl-D leaves");
    }
}
