using Sockeye.Shell.Language;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Sessions;

/// <summary>How a line ended: with a value, with a failed call, or with a mistake found while it ran.</summary>
/// <param name="Value">The value; nothing when it failed.</param>
/// <param name="Note">What to know about the value; null when it speaks for itself.</param>
/// <param name="Failure">The call that failed.</param>
/// <param name="Mistake">What is wrong with the line.</param>
internal sealed record ShellOutcome(
    Value Value, string? Note = null, CallFailure? Failure = null, ShellException? Mistake = null)
{
    public bool IsFailed => Failure is not null || Mistake is not null;
}
