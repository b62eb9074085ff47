using Sockeye.Shell.Calls;
using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell;

/// <summary>Begins the lines of a session, and knows which of those that wait a line needs.</summary>
/// <param name="session">What the lines work on.</param>
internal sealed class Interpreter(ShellSession session)
{
    /// <summary>Begins a line. What can be done at once is done when this returns.</summary>
    public ShellJob Start(Statement statement, int line = 0)
    {
        var cancelling = new CancellationTokenSource();
        var evaluation = new Evaluation(session, statement);
        return new ShellJob(statement, line, UsesOf(statement), cancelling)
        {
            Outcome = evaluation.RunAsync(cancelling.Token),
        };
    }

    /// <summary>The background calls a line needs: they set its variables, or use a socket as it does.</summary>
    public IReadOnlyList<ShellJob> NeededBy(Statement statement)
    {
        string[] names = [.. NamesIn(statement), .. statement.Targets.Select(target => target.Name)];
        IReadOnlyList<(ShellSocket, CallDirection)> uses = UsesOf(statement);
        return [.. session.UnshownJobs().Where(job =>
            names.Any(job.Sets) || uses.Any(use => job.Uses(use.Item1, use.Item2)) || IsWaitFor(statement.Value, job))];
    }

    private static IEnumerable<string> NamesIn(Statement statement) =>
        statement.All.OfType<NameExpression>().Select(name => name.Name);

    // wait() is for all, wait(2) for one; wait(s) and wait(c) need what any line with these names needs.
    private static bool IsWaitFor(Expression value, ShellJob job) => value switch
    {
        NameExpression { Name: ControlCalls.Wait } => true,
        CallExpression { Name: ControlCalls.Wait, Arguments: [] } => true,
        CallExpression { Name: ControlCalls.Wait, Arguments: [NumberExpression number] } => number.Number == job.Number,
        _ => false,
    };

    private List<(ShellSocket, CallDirection)> UsesOf(Statement statement)
    {
        var uses = new List<(ShellSocket, CallDirection)>();
        foreach (CallExpression call in statement.All.OfType<CallExpression>())
        {
            if (call.Arguments is [NameExpression name, ..] && session.Variable(name.Name) is SocketValue found
                && CallCatalog.Find(call.Name) is { } known)
                uses.Add((found.Socket, known.Direction));
        }

        return uses;
    }
}
