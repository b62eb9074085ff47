using System.Globalization;
using Sockeye.Cli.Console;
using Sockeye.Probing.Route;
using Spectre.Console;

namespace Sockeye.Cli.Commands.Route;

/// <summary>The table of the hops on a terminal, drawn anew in place; at the end it stays.</summary>
internal sealed class RouteLive(CommandContext context, HopNames names) : IRouteView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250); // our choice: four times a round

    private readonly CancellationTokenSource _over = new();
    private string _heading = "";
    private Task _drawing = Task.CompletedTask;
    private volatile int _round;

    public void Start(string heading, RouteTracer tracer)
    {
        _heading = heading;
        _drawing = Task.Run(() => DrawAsync(tracer));
    }

    public void On(RouteEvent happened) => _round = Math.Max(_round, happened.Round);

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await DrawnScreen.EndAsync(_drawing, context.Time);
    }

    private Task DrawAsync(RouteTracer tracer)
    {
        IAnsiConsole console = DrawnScreen.On(context.Console.Out);
        return console.Live(Draw(tracer)).AutoClear(true).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval, context.Time);
            try
            {
                while (await timer.WaitForNextTickAsync(_over.Token))
                    live.UpdateTarget(Draw(tracer));
            }
            catch (OperationCanceledException)
            {
                // all is over
            }
        });
    }

    public async Task EndAsync(RouteTracer tracer)
    {
        var report = new RouteReport(context, names);
        report.Start(_heading, tracer);
        await report.EndAsync(tracer);
    }

    // Of a table that is higher than the terminal the first hops are left out: they are the least interesting.
    private Text Draw(RouteTracer tracer)
    {
        int columns = DrawnScreen.LiveColumns;
        IReadOnlyList<string> table = RouteTable.Of(tracer.Hops, names, columns);
        int room = Math.Max(System.Console.WindowHeight, 8) - 4; // two lines above, and one each for cursor and hint
        IEnumerable<string> shown = table.Count <= room + 1
            ? table
            : [table[0], "  …", .. table.TakeLast(room - 1)];
        string round = string.Create(CultureInfo.InvariantCulture, $"round {_round}; Ctrl-C ends it");
        return new Text(string.Join('\n', [Cut(_heading, columns), Cut(round, columns), .. shown]));
    }

    private static string Cut(string text, int columns) =>
        text.Length <= columns ? text : text[..(columns - 1)] + '…';
}
