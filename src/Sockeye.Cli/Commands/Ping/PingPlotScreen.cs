using System.Globalization;
using Sockeye.Cli.Console;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Protocols.Text;
using Sockeye.Transports;
using Spectre.Console;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>The curve of a host on a terminal, drawn anew in place; at the end it stays.</summary>
internal sealed class PingPlotScreen(CommandContext context)
{
    private const int MaxLines = 20; // our choice: a curve that is higher says no more
    private const int OtherLines = 3; // the line above, that of the cursor, and one to spare

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250); // our choice

    private readonly PingPlot _plot = new(TerminalText.IsUnicode);

    /// <summary>Whether the terminal can be drawn on, and may: else there are lines.</summary>
    public static bool CanDraw(CommandConsole console) => console is { OutputIsTerminal: true, Json: false }
        && TerminalText.MayColour && DrawnScreen.IsLargeEnough;

    /// <summary>Is told of what happens.</summary>
    public void Add(PingEvent happened) => _plot.Add(happened);

    /// <summary>Draws while something runs.</summary>
    public async Task DuringAsync(PingTarget target, Func<Task> run)
    {
        using var over = new CancellationTokenSource();
        Task drawing = Task.Run(() => DrawAsync(target, over.Token));
        try
        {
            await run();
        }
        finally
        {
            await over.CancelAsync();
            await DrawnScreen.EndAsync(drawing, context.Time);
        }

        context.Console.Out.WriteLine(string.Join('\n', Lines(target)));
    }

    private Task DrawAsync(PingTarget target, CancellationToken over)
    {
        IAnsiConsole console = DrawnScreen.On(context.Console.Out);
        return console.Live(Draw(target)).AutoClear(true).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval, context.Time);
            try
            {
                while (await timer.WaitForNextTickAsync(over))
                    live.UpdateTarget(Draw(target));
            }
            catch (OperationCanceledException)
            {
                // all is over
            }
        });
    }

    private Text Draw(PingTarget target) => new(string.Join('\n', Lines(target)));

    private List<string> Lines(PingTarget target)
    {
        int columns = DrawnScreen.LiveColumns;
        int window = System.Console.WindowHeight > 0 ? System.Console.WindowHeight : MaxLines + OtherLines;
        int lines = Math.Clamp(window - OtherLines, 2, MaxLines);
        string heading = HeadingOf(target);
        return [heading.Length > columns ? heading[..columns] : heading, .. _plot.Draw(columns, lines)];
    }

    private static string HeadingOf(PingTarget target)
    {
        PingStatistics counted = target.Statistics;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PrintableText.Escape(target.Host)} ({ScopedAddress.TextOf(target.Address)}): "
            + $"{counted.Transmitted} sent, {counted.Received} received, "
            + $"{PingText.Percent(counted.LossPercent)}% loss");
    }
}
