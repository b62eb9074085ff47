using System.Globalization;
using Sockeye.Cli.Console;
using Sockeye.Files.Access;
using Sockeye.Protocols.Text;
using Spectre.Console;

namespace Sockeye.Cli.Commands.Share;

/// <summary>What is under way and what ended last, on a terminal, drawn anew twice a second.</summary>
/// <param name="transfers">What is under way.</param>
internal sealed class ShareScreen(Transfers transfers)
{
    private const int MaxEnded = 8; // lines: our choice, half of a small terminal
    private const int MaxUnderWay = 12;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Lock _lock = new();
    private readonly Queue<AccessRecord> _ended = new();

    /// <summary>Is told of each access at its end.</summary>
    public void Add(AccessRecord access)
    {
        lock (_lock)
        {
            _ended.Enqueue(access);
            while (_ended.Count > MaxEnded)
                _ended.Dequeue();
        }
    }

    /// <summary>Draws until it is told to stop.</summary>
    public Task RunAsync(CommandContext context, CancellationToken stop)
    {
        IAnsiConsole console = DrawnScreen.On(context.Console.Error);
        return console.Live(Draw()).AutoClear(true).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval, context.Time);
            try
            {
                while (await timer.WaitForNextTickAsync(stop))
                    live.UpdateTarget(Draw());
            }
            catch (OperationCanceledException)
            {
                // the run is over
            }
        });
    }

    private Table Draw()
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns("who", "by", "what", "name")
            .AddColumn(new TableColumn("bytes").RightAligned())
            .AddColumn(new TableColumn("").RightAligned());
        IReadOnlyList<AccessEntry> underWay = transfers.UnderWay;
        foreach (AccessEntry transfer in underWay.Take(MaxUnderWay))
            table.AddRow(RowOf(transfer));
        if (underWay.Count > MaxUnderWay)
            table.AddRow(string.Create(CultureInfo.InvariantCulture, $"and {underWay.Count - MaxUnderWay} more"));
        lock (_lock)
        {
            foreach (AccessRecord access in _ended.Reverse())
                table.AddRow(RowOf(access));
        }

        return table.Rows.Count == 0 ? table.AddRow("nobody yet; Ctrl+C ends it") : table;
    }

    private static string[] RowOf(AccessEntry transfer)
    {
        long moved = transfer.Moved;
        string share = transfer.Length is > 0 and { } length
            ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * moved / length:0} %")
            : "";
        string rate = string.Create(
            CultureInfo.InvariantCulture, $"{moved / Math.Max(transfer.Elapsed.TotalSeconds, 0.001) / 1e6:0.0} MB/s");
        return
        [
            Text($"{transfer.User} {transfer.From}"), transfer.Protocol, transfer.Action, Text(transfer.Name),
            moved.ToString("N0", CultureInfo.InvariantCulture), $"{share} {rate}",
        ];
    }

    private static string[] RowOf(AccessRecord access) =>
    [
        $"[dim]{Text($"{access.User} {access.From}")}[/]", $"[dim]{access.Protocol}[/]", $"[dim]{access.Action}[/]",
        $"[dim]{Text(access.Name)}[/]", $"[dim]{access.Bytes.ToString("N0", CultureInfo.InvariantCulture)}[/]",
        access.Result == AccessRecord.Ok ? "[green]ok[/]" : $"[red]{Text(access.Result)}[/]",
    ];

    private static string Text(string text) => Markup.Escape(PrintableText.Escape(text, maxChars: 60));
}
