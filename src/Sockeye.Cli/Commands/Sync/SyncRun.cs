using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sync;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>Runs a sync and prints what it does.</summary>
internal static class SyncRun
{
    /// <param name="context">Where results go.</param>
    /// <param name="server">One side; its URL names the directory there.</param>
    /// <param name="directory">The other, here.</param>
    /// <param name="isUpload">Whether the directory here is the source.</param>
    /// <param name="options">How.</param>
    public static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteServer server, string directory, bool isUpload, SyncOptions options)
    {
        if (isUpload && !Directory.Exists(directory))
            throw new DirectoryNotFoundException($"there is no directory '{directory}'");

        SyncSummary done;
        try
        {
            done = await TransferBoard.RunAsync(context.Console, context.Time, board => new DirectorySync(
                server, directory, isUpload, options, new SyncPrinter(context.Console, board)).RunAsync(context.Stop));
        }
        catch (SyncRefusedException)
        {
            throw new UsageException(
                "the source is empty, so --delete would remove all there is; if that is meant, remove it by rm");
        }

        context.Console.Print(SyncSummaryResult.Of(done, options.IsDryRun), static summary => summary.ToText());
        return done.FirstFailure is { } failure ? CommandRunner.CodeOf(failure)
            : done.LeftOut == 0 ? ExitCode.Done
            : ExitCode.Failed;
    }
}
