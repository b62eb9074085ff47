using Spectre.Console;

namespace Sockeye.Cli.Output;

/// <summary>A progress bar with rate and time left on standard error, when that is a terminal; else nothing.</summary>
internal static class TransferProgress
{
    /// <summary>Runs a transfer.</summary>
    /// <param name="context">Where the bar goes.</param>
    /// <param name="name">What is transferred.</param>
    /// <param name="length">How many bytes there will be; null when nobody knows.</param>
    /// <param name="transfer">Reports its position in bytes.</param>
    public static Task<T> RunAsync<T>(
        CommandContext context, string name, long? length, Func<IProgress<long>?, Task<T>> transfer)
    {
        if (!context.ErrorIsTerminal)
            return transfer(null);

        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(),
                new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                ProgressTask bar = bars.AddTask(Markup.Escape(name), maxValue: Math.Max(length ?? 0, 1));
                bar.IsIndeterminate = length is null;
                T result = await transfer(new BarPosition(bar));
                bar.Value = bar.MaxValue;
                return result;
            });
    }

    // Progress<T> would report through the thread pool, late and out of order.
    private sealed class BarPosition(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
