using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>
/// Removes what uploads left behind that cannot go on any more, while the server serves: at its start what an earlier
/// run left, then every hour.
/// </summary>
internal sealed class UploadSweep : IAsyncDisposable
{
    /// <summary>How long it rests: our choice, so that what may stay for a day does not stay for two.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sweeping;

    private UploadSweep(Func<CancellationToken, Task> sweep) => _sweeping = Task.Run(() => sweep(_stop.Token));

    /// <summary>Begins, if anybody may write here: who only reads removes nothing.</summary>
    public static UploadSweep? Start(CommandContext context, SharedFolder? folder) =>
        folder is null || !folder.Accounts.MayAnybody(Rights.Write)
            ? null
            : new UploadSweep(stop => SweepAsync(context, folder, stop));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task SweepAsync(CommandContext context, SharedFolder folder, CancellationToken stop)
    {
        Say(context, folder.Root.SweepStaleUploads(stop), "of an earlier run");
        while (true)
        {
            await Task.Delay(Interval, context.Time, stop);
            Say(context, folder.Root.SweepStaleUploads(stop), "that were too old, or too many");
        }
    }

    private static void Say(CommandContext context, int swept, string which)
    {
        if (swept > 0)
            context.Console.Say($"removed {swept} unfinished uploads {which}");
    }
}
