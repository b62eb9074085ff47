using Sockeye.Access;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Removes what uploads of an earlier run left behind, while the server serves already.</summary>
internal sealed class UploadSweep : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sweeping;

    private UploadSweep(Action<CancellationToken> sweep) => _sweeping = Task.Run(() => sweep(_stop.Token));

    /// <summary>Begins, if anybody may write here: who only reads removes nothing.</summary>
    public static UploadSweep? Start(CommandContext context, SharedFolder? folder) =>
        folder is null || !folder.Accounts.MayAnybody(Rights.Write)
            ? null
            : new UploadSweep(stop => Sweep(context, folder, stop));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static void Sweep(CommandContext context, SharedFolder folder, CancellationToken stop)
    {
        int swept = folder.Root.SweepStaleUploads(stop);
        if (swept > 0)
            context.Say($"removed {swept} unfinished uploads of an earlier run");
    }
}
