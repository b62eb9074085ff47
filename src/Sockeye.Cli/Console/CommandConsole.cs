using Sockeye.Cli.Console.Streams;

namespace Sockeye.Cli.Console;

/// <summary>Where a command reads, prints and asks. Tests give it other streams; nothing else is global.</summary>
internal sealed class CommandConsole
{
    /// <summary>Standard input, as bytes.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output, as bytes. Disposing it closes the descriptor, so that a reader sees the end.</summary>
    public required Stream Output { get; init; }

    /// <summary>Results, as text. Writing them does not fail.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Why results did not get where they should; null when they all did.</summary>
    public Func<IOException?> OutFailure { get; init; } = static () => null;

    /// <summary>Everything that is not a result.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>
    /// Standard output for lines that only tell what happens: writing waits for nothing (<see cref="QueuedStream"/>).
    /// null where <see cref="Out"/> does as well.
    /// </summary>
    public Func<TextWriter>? QueuedOut { get; init; }

    /// <summary>The same for <see cref="Error"/>.</summary>
    public Func<TextWriter>? QueuedError { get; init; }

    /// <summary>Whether a person types the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a person watches the results: then they may have colours.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person watches the errors: then there are progress bars.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Results as JSON lines (<c>--json</c>).</summary>
    public bool Json { get; init; }

    /// <summary>Steps and stack traces as well (<c>--verbose</c>).</summary>
    public bool Verbose { get; init; }

    /// <summary>Neither results nor progress, as long as nothing fails (<c>--quiet</c>).</summary>
    public bool IsQuiet { get; set; }

    /// <summary>
    /// What the command is about, to follow "cannot" in front of an error that does not say it itself.
    /// </summary>
    public string Attempt { get; set; } = "go on";

    /// <summary>Writes a line above the bars that are being drawn on a terminal; null while there are none.</summary>
    public Action<string>? AboveBars { get; set; }

    /// <summary>
    /// The same console, whose results go where everything else does: another program has the output.
    /// </summary>
    public CommandConsole WithoutOutput() => new()
    {
        Input = Input,
        Output = Output,
        Out = Error,
        Error = Error,
        OutputIsTerminal = ErrorIsTerminal,
        ErrorIsTerminal = ErrorIsTerminal,
        InputIsTerminal = InputIsTerminal,
        Json = Json,
        Verbose = Verbose,
        Attempt = Attempt,
    };

    /// <summary>Standard output for a log that may hold up nobody.</summary>
    public TextWriter OutLines() => QueuedOut?.Invoke() ?? Out;

    /// <summary>Standard error for a log that may hold up nobody.</summary>
    public TextWriter ErrorLines() => QueuedError?.Invoke() ?? Error;

    /// <summary>Prints a result: one JSON object per line, or text.</summary>
    public void Print<T>(T result, Func<T, string> text)
        where T : class, IJsonLine<T>
    {
        if (IsQuiet)
            return;

        string line = Json ? JsonLine.Of(result) : text(result);
        if (OutputIsTerminal && AboveBars is { } writeAbove) // bars and results are on one terminal
            writeAbove(line);
        else
            WriteLine(Out, line);
    }

    /// <summary>Says something that is not a result.</summary>
    public void Say(string line)
    {
        if (AboveBars is { } writeAbove)
            writeAbove(line);
        else
            WriteLine(Error, line);
    }

    private static void WriteLine(TextWriter writer, string line)
    {
        lock (writer)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}
