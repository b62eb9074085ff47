using Sockeye.Shell.Language;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Sessions;

/// <summary>A line that runs. One that waits goes to the background and gets a number.</summary>
internal sealed class ShellJob(
    Statement statement, int line, IReadOnlyList<(ShellSocket Socket, CallDirection Direction)> uses,
    CancellationTokenSource cancelling)
{
    public Statement Statement => statement;

    /// <summary>Its line in the script, from 1; 0 when it was typed.</summary>
    public int Line => line;

    /// <summary>Its number among the background calls, from 1; 0 while it has none.</summary>
    public int Number { get; set; }

    /// <summary>How it ends. Never fails: failures are outcomes.</summary>
    public required Task<ShellOutcome> Outcome { get; init; }

    /// <summary>Its outcome was shown.</summary>
    public bool IsShown { get; set; }

    public bool Sets(string name) => statement.Targets.Any(target => target.Name == name);

    public bool Uses(ShellSocket socket, CallDirection direction) =>
        uses.Any(use => use.Socket == socket && (use.Direction & direction) != 0);

    /// <summary>Ends its wait; it fails with EINTR, as a system call that a signal interrupts.</summary>
    public void Cancel() => cancelling.Cancel();
}
