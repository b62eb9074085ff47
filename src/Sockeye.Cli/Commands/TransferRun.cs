using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands;

/// <summary>Moves several files; one that fails does not stop the others.</summary>
/// <param name="context">Where failures are told.</param>
/// <param name="files">How many there are in all.</param>
/// <param name="jobs">How many at once.</param>
internal sealed class TransferRun(CommandContext context, int files, int jobs)
{
    /// <summary>What the first failure is, or done.</summary>
    public ExitCode Code { get; private set; }

    /// <summary>Moves files of one server.</summary>
    /// <param name="server">Whose.</param>
    /// <param name="items">Which.</param>
    /// <param name="attempt">What is tried with one, to follow "cannot".</param>
    /// <param name="move">Moves one.</param>
    public async Task MoveAsync<T>(
        RemoteServer server, IReadOnlyList<T> items, Func<T, string> attempt,
        Func<RemoteFiles, T, TransferBoard, Task> move)
    {
        await using RemoteFiles first = server.Open();
        await TransferBoard.RunAsync(context.Console, context.Time, async board =>
        {
            board.Expect(files, totalBytes: null);
            await server.ForEachAsync(
                items, jobs, first, (own, item) => TryAsync(() => move(own, item, board), attempt(item)));
            return true;
        });
    }

    private async Task TryAsync(Func<Task> move, string attempt)
    {
        try
        {
            await move();
        }
        catch (Exception error) when (!context.Stop.IsCancellationRequested)
        {
            ExitCode code = CommandRunner.Report(context.Console, error, attempt);
            if (Code == ExitCode.Done)
                Code = code;
        }
    }
}
