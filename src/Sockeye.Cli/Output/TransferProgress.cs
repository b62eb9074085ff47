using Sockeye.Protocols.Text;
using Sockeye.Services;
using Spectre.Console;

namespace Sockeye.Cli.Output;

/// <summary>A progress bar with rate and time left on standard error, when that is a terminal; else nothing.</summary>
internal static class TransferProgress
{
    /// <summary>Runs a transfer.</summary>
    /// <param name="context">Where the bar goes.</param>
    /// <param name="name">What is transferred.</param>
    /// <param name="transfer">Reports its position.</param>
    public static Task<T> RunAsync<T>(
        CommandContext context, string name, Func<IProgress<TransferPosition>?, Task<T>> transfer)
    {
        if (!context.ErrorIsTerminal)
            return transfer(null);

        return Bars(context).StartAsync(async bars =>
            {
                ProgressTask bar = bars.AddTask(Markup.Escape(PrintableText.Escape(name)), maxValue: 1);
                bar.IsIndeterminate = true; // until the first position tells the length
                T result = await transfer(new BarPosition(bar));
                bar.Value = bar.MaxValue;
                return result;
            });
    }

    /// <summary>The columns of every bar.</summary>
    public static Progress Bars(CommandContext context)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return console.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(),
            new TransferSpeedColumn(), new RemainingTimeColumn());
    }

    // Progress<T> would report through the thread pool, late and out of order.
    private sealed class BarPosition(ProgressTask bar) : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value)
        {
            bar.IsIndeterminate = value.Total is null;
            bar.MaxValue = Math.Max(value.Total ?? value.Bytes, 1); // a bar of nothing has no end
            bar.Value = value.Bytes;
        }
    }
}
