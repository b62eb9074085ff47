using Sockeye.Cli.Console;
using Sockeye.Protocols.Text;
using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Shows what lines of the shell gave: as text, or as JSON.</summary>
/// <param name="json">One object per line that ended, and nothing else.</param>
/// <param name="show">Shows lines.</param>
internal sealed class ShellPrinter(bool json, Action<string> show)
{
    /// <summary>Stands before a line.</summary>
    public const string Prompt = "> ";

    /// <summary>A line of a script, as if it had been typed.</summary>
    public void Echo(string line) => Say(Prompt + Printable(line));

    /// <summary>Text of the shell itself.</summary>
    public void Say(string text)
    {
        if (!json)
            show(text);
    }

    /// <summary>A line goes to the background.</summary>
    public void Waits(ShellJob job) => Say($"[{job.Number}] {Printable(job.Statement.Text)} waits…");

    /// <summary>A line ended.</summary>
    public void Ended(ShellJob job, ShellOutcome outcome)
    {
        job.IsShown = true;
        if (json)
        {
            show(JsonLine.Of(ResultOf(job, outcome)));
            return;
        }

        string text = TextOf(outcome);
        if (outcome.Mistake is { } mistake && job.Number == 0)
            text = Caret(mistake) + text;
        if (job.Number > 0)
            show($"[{job.Number}] {Printable(job.Statement.Text)}: {text}");
        else if (text.Length > 0)
            show(text);
    }

    /// <summary>A line that cannot be read.</summary>
    public void Mistake(int line, string text, ShellException mistake)
    {
        show(json
            ? JsonLine.Of(new ShellLineResult(
                Positive(line), Job: null, text.Trim(), Result: null, Note: null, Message: mistake.Message,
                Column: mistake.Column + 1))
            : Caret(mistake) + mistake.Message);
    }

    /// <summary>How a line ended, in words.</summary>
    public static string TextOf(ShellOutcome outcome)
    {
        if (outcome.Mistake is { } mistake)
            return mistake.Message;
        if (outcome.Failure is { } failure)
            return failure.ToString();
        return outcome.Note is null ? outcome.Value.ToString() : $"{outcome.Value}  ({outcome.Note})";
    }

    /// <summary>A line as it was written, but for control characters. Its own backslashes stay as they are.</summary>
    public static string Printable(string line) =>
        PrintableText.Escape(line, ScriptRunner.MaxLineChars).Replace(@"\\", @"\", StringComparison.Ordinal);

    private static string Caret(ShellException mistake) =>
        new string(' ', Prompt.Length + mistake.Column) + "^\n";

    private static int? Positive(int number) => number > 0 ? number : null;

    private static ShellLineResult ResultOf(ShellJob job, ShellOutcome outcome) => new(
        Positive(job.Line), Positive(job.Number), job.Statement.Text,
        outcome.IsFailed ? null : outcome.Value.ToString(), outcome.Note,
        outcome.Failure?.Number, outcome.Failure?.Name, outcome.Failure?.Message ?? outcome.Mistake?.Message,
        outcome.Mistake is { } mistake ? mistake.Column + 1 : null);
}
