using System.Text;
using Spectre.Console;

namespace Sockeye.Cli.Console;

/// <summary>A terminal that is drawn on, never narrower nor lower than what can be drawn on.</summary>
/// <remarks>
/// Bars and tables divide the width among their columns; of none they go on for ever. On a terminal that is smaller, or
/// becomes so meanwhile, lines wrap.
/// </remarks>
/// <param name="writer">The terminal.</param>
internal sealed class DrawnScreen(TextWriter writer) : IAnsiConsoleOutput
{
    private const int LeastColumns = 40; // our choice: a bar with its numbers
    private const int LeastLines = 4;
    private const int UsualColumns = 80; // where the terminal does not know
    private const int EchoColumns = 2; // "^C"

    /// <summary>
    /// How long a renderer that does not end is waited for: 1 s, our choice. The terminal may be stopped.
    /// </summary>
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether the terminal is large enough that drawing on it makes sense.</summary>
    public static bool IsLargeEnough => System.Console.WindowWidth is 0 or >= LeastColumns
        && System.Console.WindowHeight is 0 or >= LeastLines;

    /// <summary>How many columns can be written to; never 0.</summary>
    public static int Columns => System.Console.WindowWidth > 0 ? System.Console.WindowWidth : UsualColumns;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => true;

    /// <summary>
    /// How many columns may be drawn anew in place: the terminal echoes a Ctrl-C behind them, and where that begins
    /// another line the cursor is not where the drawing was left.
    /// </summary>
    public static int LiveColumns => Math.Max(Columns, LeastColumns) - EchoColumns;

    /// <inheritdoc/>
    public int Width => LiveColumns;

    /// <inheritdoc/>
    public int Height => Math.Max(System.Console.WindowHeight, LeastLines);

    /// <summary>A console that draws on it.</summary>
    public static IAnsiConsole On(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new DrawnScreen(writer) });

    /// <summary>
    /// Waits for a renderer that was asked to end, but not for one that is stuck: the work is what counts.
    /// </summary>
    public static async Task EndAsync(Task drawing, TimeProvider time)
    {
        try
        {
            await drawing.WaitAsync(WaitTimeout, time);
        }
        catch (TimeoutException)
        {
            // Its thread is in the background: the process ends without it.
        }
    }

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The writer has one.
    }
}
