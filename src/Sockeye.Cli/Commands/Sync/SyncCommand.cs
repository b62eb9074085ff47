using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sync;

namespace Sockeye.Cli.Commands.Sync;

/// <summary><c>sockeye sync SOURCE TARGET</c>: makes a directory like another, one way.</summary>
internal static class SyncCommand
{
    public static CommandDefinition Definition => new(
        "sync", "Make a directory like another, one way, from or to a server.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye sync photos tcp://host:57/photos",
            "sockeye sync --dry-run --delete ftp://host/pub /tmp/pub",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string> source = new("source") { Description = $"A directory here, or a URL ({RemoteUrl.Schemes})." };
        Argument<string> target = new("target") { Description = "The same. One of the two is a URL." };
        Option<bool> checksum = new("--checksum", "-c") { Description = "Compare by SHA-256, not by length and time." };
        Option<bool> delete = new("--delete") { Description = "Remove from the target what the source does not have." };
        Option<bool> dryRun = new("--dry-run", "-n") { Description = "Only say what would be done." };
        Option<int?> jobs = JobsOption.Create();
        command.Arguments.Add(source);
        command.Arguments.Add(target);
        Option[] options = [checksum, delete, dryRun, jobs];
        Array.ForEach(options, command.Options.Add);
        var remote = new RemoteArguments(command, isTransfer: true);
        command.Bind(host, (parsed, context) =>
        {
            string from = parsed.GetRequiredValue(source);
            string to = parsed.GetRequiredValue(target);
            RemoteServer server = remote.ServerOf(parsed, context, UrlOf(from, to));
            context.Console.Attempt = $"sync {from} to {to}";
            bool isUpload = RemoteUrl.IsMeant(to);
            return RunAsync(context, server, isUpload ? from : to, isUpload, new SyncOptions
            {
                ComparesSums = parsed.GetValue(checksum),
                Deletes = parsed.GetValue(delete),
                IsDryRun = parsed.GetValue(dryRun),
                Jobs = JobsOption.Fitting(context.Console, parsed.GetValue(jobs)),
            });
        });
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteServer server, string directory, bool isUpload, SyncOptions options)
    {
        if (isUpload && !Directory.Exists(directory))
            throw new UsageException($"there is no directory {directory}");

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

    private static RemoteUrl UrlOf(string source, string target)
    {
        if (RemoteUrl.IsMeant(source) == RemoteUrl.IsMeant(target))
            throw new UsageException("one of the two is a URL, the other a directory here");

        RemoteUrl? url = RemoteUrl.Parse(RemoteUrl.IsMeant(source) ? source : target, out string? error);
        return url ?? throw new UsageException(error!);
    }
}
