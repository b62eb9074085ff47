using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Get;

/// <summary>Fetches files; one that fails does not stop the others.</summary>
/// <param name="context">Where results go.</param>
/// <param name="files">How many there are in all.</param>
/// <param name="mayResume">Whether what an earlier attempt left is gone on from.</param>
/// <param name="jobs">How many at once.</param>
internal sealed class GetRun(CommandContext context, int files, bool mayResume, int jobs)
{
    /// <summary>What the first failure is, or done.</summary>
    public ExitCode Code { get; private set; }

    /// <summary>Fetches files of one server.</summary>
    public async Task FetchAsync(RemoteServer server, IReadOnlyList<GetItem> items)
    {
        await using IRemoteFiles first = server.Open();
        int atOnce = items.Any(item => item.Target is null) ? 1 : jobs; // standard output takes one after the other
        await TransferBoard.RunAsync(context.Console, context.Time, files, totalBytes: null, async board =>
        {
            await ManyFiles.ForEachAsync(items, atOnce, first, server.Open, (own, item) => TryAsync(own, item, board));
            return true;
        });
    }

    private async Task TryAsync(IRemoteFiles remote, GetItem item, TransferBoard board)
    {
        try
        {
            await FetchAsync(remote, item, board);
        }
        catch (Exception error) when (!context.Stop.IsCancellationRequested)
        {
            ExitCode code = CommandRunner.Report(context.Console, error, $"get {item.Url}");
            if (Code == ExitCode.Done)
                Code = code;
        }
    }

    private async Task FetchAsync(IRemoteFiles remote, GetItem item, TransferBoard board)
    {
        CancellationToken stop = context.Stop;
        RemoteFetch got;
        using (TransferBoard.Row row = board.Add(item.Url.FileName))
        {
            try
            {
                got = await FetchAsync(remote, item, row, stop);
            }
            catch (OperationCanceledException) when (item.Target is { } path && PartFile.Find(path) is { } part)
            {
                context.Console.Say($"sockeye: interrupted; the same command goes on from {part}");
                throw;
            }
        }

        var result = new FetchedResult(
            item.Target ?? "-", got.Bytes, got.ResumedFrom, got.Sum?.ToString(), got.IsVerified);
        if (item.Target is null)
            context.Console.Say(result.ToText());
        else
            context.Console.Print(result, static fetched => fetched.ToText());
    }

    private async Task<RemoteFetch> FetchAsync(
        IRemoteFiles remote, GetItem item, TransferBoard.Row row, CancellationToken stop)
    {
        if (item.Target is not { } path)
            return await remote.FetchAsync(item.Url.Name, context.Console.Output, row, stop);
        if (!LocalTarget.IsWrittenInPlace(path))
        {
            if (PartFile.FlawOf(path) is { } flaw)
                context.Console.Say($"sockeye: {flaw}: begun anew");
            return await remote.FetchAsync(item.Url.Name, path, mayResume, row, stop);
        }

        // A FIFO is opened when its reader comes.
        await using Stream place = await Task.Run(() => LocalTarget.OpenInPlace(path), stop).WaitAsync(stop);
        bool isWhole = false;
        try
        {
            RemoteFetch got = await remote.FetchAsync(item.Url.Name, place, row, stop);
            isWhole = true;
            return got;
        }
        finally
        {
            // A file keeps what it holds until the first byte comes, and nothing of it behind what has come.
            if (place.CanSeek && place.Length > place.Position && (isWhole || place.Position > 0))
                place.SetLength(place.Position);
        }
    }
}
