using System.Threading.Channels;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Text;
using Spectre.Console;

namespace Sockeye.Cli.Console;

/// <summary>Progress of transfers, each and in all, on standard error when that is a terminal; else nothing.</summary>
/// <remarks>
/// The bars are drawn from the first position on, so that our user can be asked before. Safe from any thread.
/// </remarks>
internal sealed class TransferBoard
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _firstPosition = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Row> _rows = []; // under way
    private int _files = 1;
    private long? _totalBytes;
    private long _knownBytes;
    private long _movedBytes;
    private ProgressContext? _bars;
    private ProgressTask? _total;

    private TransferBoard()
    {
    }

    /// <summary>Runs transfers.</summary>
    /// <param name="console">Where the bars go; what it says and prints meanwhile appears above them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="transfers">Adds a row for each while it is under way.</param>
    public static async Task<T> RunAsync<T>(
        CommandConsole console, TimeProvider time, Func<TransferBoard, Task<T>> transfers)
    {
        var board = new TransferBoard();
        Task<T> running = transfers(board);
        if (!console.ErrorIsTerminal || console.IsQuiet || !DrawnScreen.IsLargeEnough)
            return await running;

        await Task.WhenAny(running, board._firstPosition.Task);
        if (running.IsCompleted)
            return await running;

        var above = Channel.CreateUnbounded<string>(); // as many as the transfers say
        console.AboveBars = line => above.Writer.TryWrite(line);
        Task drawing = Task.Run(() => board.DrawAsync(DrawnScreen.On(console.Error), above.Reader));
        try
        {
            return await running;
        }
        finally
        {
            console.AboveBars = null;
            above.Writer.Complete();
            await DrawnScreen.EndAsync(drawing, time);
        }
    }

    /// <summary>Says what will move; before the first row. Without it, one file.</summary>
    /// <param name="files">How many files; of more than one there is a bar for all.</param>
    /// <param name="totalBytes">How many bytes in all; null adds up what each file tells.</param>
    public void Expect(int files, long? totalBytes) => (_files, _totalBytes) = (files, totalBytes);

    /// <summary>A row for one transfer, until it is disposed.</summary>
    public Row Add(string name)
    {
        var row = new Row(this, name);
        lock (_lock)
            _rows.Add(row);
        return row;
    }

    private static Progress BarsOn(IAnsiConsole console, int files) => console.Progress()
        .HideCompleted(files > 1)
        .Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(),
            new TransferSpeedColumn(), new RemainingTimeColumn());

    // On a task of its own: a terminal that takes nothing holds up no transfer, nor its end.
    private Task DrawAsync(IAnsiConsole console, ChannelReader<string> above) =>
        BarsOn(console, _files).StartAsync(async bars =>
        {
            Begin(bars);
            await foreach (string line in above.ReadAllAsync())
                console.Write(new Text(line + "\n"));
        });

    private void Begin(ProgressContext bars)
    {
        lock (_lock)
        {
            _bars = bars;
            if (_files > 1)
                _total = bars.AddTask("in all");
            _rows.ForEach(row => row.Show());
        }
    }

    internal sealed class Row(TransferBoard board, string name) : ITransferWatch
    {
        private TransferPosition? _position;
        private ProgressTask? _bar;

        public void Report(TransferPosition value)
        {
            lock (board._lock)
            {
                if (_position?.Total is null)
                    board._knownBytes += value.Total ?? 0;
                board._movedBytes += value.Bytes - (_position?.Bytes ?? 0);
                _position = value;
                Show();
            }

            board._firstPosition.TrySetResult();
        }

        public void Show()
        {
            if (board._bars is not { } bars || _position is not { } position)
                return;

            if (board._total is { } total)
                Set(total, new TransferPosition(board._movedBytes, board._totalBytes ?? board._knownBytes));
            if (position.Bytes != position.Total) // of what came at once there is nothing to see
                _bar ??= bars.AddTask(Markup.Escape(PrintableText.Escape(name)));
            if (_bar is not null)
                Set(_bar, position);
        }

        public void Dispose()
        {
            lock (board._lock)
            {
                board._rows.Remove(this);
                _bar?.StopTask();
            }
        }

        private static void Set(ProgressTask bar, TransferPosition position)
        {
            bar.IsIndeterminate = position.Total is null;
            bar.MaxValue = Math.Max(position.Total ?? position.Bytes, 1); // a bar of nothing has no end
            bar.Value = position.Bytes;
        }
    }
}
