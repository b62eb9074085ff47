using Sockeye.Services;
using Spectre.Console;

namespace Sockeye.Cli.Output;

/// <summary>Progress of many transfers, each and in all, on standard error when that is a terminal; else nothing.</summary>
internal sealed class TransferBoard
{
    private readonly ProgressContext? _bars;
    private readonly ProgressTask? _total;

    private TransferBoard(ProgressContext? bars, ProgressTask? total) => (_bars, _total) = (bars, total);

    /// <summary>Runs transfers.</summary>
    /// <param name="context">Where the bars go.</param>
    /// <param name="totalBytes">How many bytes are to move in all.</param>
    /// <param name="transfers">Adds a row for each while it is under way.</param>
    public static async Task RunAsync(CommandContext context, long totalBytes, Func<TransferBoard, Task> transfers)
    {
        if (!context.ErrorIsTerminal || totalBytes == 0)
        {
            await transfers(new TransferBoard(bars: null, total: null));
            return;
        }

        await TransferProgress.Bars(context).StartAsync(bars =>
        {
            ProgressTask total = bars.AddTask("in all", maxValue: totalBytes);
            return transfers(new TransferBoard(bars, total));
        });
    }

    /// <summary>A row for one transfer; disposing it takes it away, and counts it as done.</summary>
    public Row Add(string name, long? length) => new(
        _total, _bars?.AddTask(Markup.Escape(Protocols.Text.PrintableText.Escape(name)), maxValue: Math.Max(length ?? 1, 1)));

    internal sealed class Row(ProgressTask? total, ProgressTask? bar) : IProgress<TransferPosition>, IDisposable
    {
        private long _reported;

        public void Report(TransferPosition value)
        {
            if (bar is null || total is null)
                return;

            bar.MaxValue = Math.Max(value.Total ?? value.Bytes, 1);
            bar.Value = value.Bytes;
            total.Increment(Math.Max(0, value.Bytes - _reported));
            _reported = Math.Max(_reported, value.Bytes);
        }

        public void Dispose()
        {
            if (bar is null)
                return;

            bar.Value = bar.MaxValue;
            bar.StopTask();
        }
    }
}
