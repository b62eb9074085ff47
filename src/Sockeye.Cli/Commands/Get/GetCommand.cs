using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Get;

/// <summary>
/// <c>sockeye get URL… [-o FILE]</c>: fetches files, verified, going on where an earlier attempt ended.
/// </summary>
internal static class GetCommand
{
    public static CommandDefinition Definition => new(
        "get", "Fetch files, verified; goes on where an earlier attempt ended.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye get https://host/notes.txt",
            "sockeye get tcp://host:57/a.iso tcp://host:57/b.iso -o /tmp",
            "sockeye get ftp://host/log -o - | tail -3",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl[]> urls = RemoteArguments.Urls(
            "The files, for example tcp://host:57/name or https://host/name.");
        command.Arguments.Add(urls);
        var remote = new RemoteArguments(command, isTransfer: true);
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to put it: a file, or a directory for each under its own name; - is standard output.",
            HelpName = "file",
        };
        Option<bool> noResume = new("--no-resume") { Description = "Start over instead of going on from FILE.part." };
        Option<bool> noVerify = new("--no-verify")
        {
            Description = "Neither compute nor ask for the SHA-256 of the file. That of a FILE.part is compared "
                + "all the same before going on from it; --no-resume avoids that too.",
        };
        Option<int?> jobs = JobsOption.Create();
        Option[] options = [output, noResume, noVerify, jobs];
        Array.ForEach(options, command.Options.Add);
        command.Bind(host, async (parsed, context) =>
        {
            IReadOnlyList<GetItem> items = GetItem.Plan(parsed.GetRequiredValue(urls), parsed.GetValue(output));
            var run = new Run(
                context, items.Count, JobsOption.Fitting(context.Console, parsed.GetValue(jobs)));
            foreach (IGrouping<RemoteUrl, GetItem> server in items.GroupBy(item => item.Url.Server))
            {
                context.Console.Attempt = $"get from {server.Key}";
                RemoteServer asked = remote.ServerOf(parsed, context, server.Key);
                RemoteOptions options = asked.Options with
                {
                    Verifies = !parsed.GetValue(noVerify),
                    Resumes = !parsed.GetValue(noResume),
                };
                await run.FetchAsync(asked with { Options = options }, [.. server]);
            }

            return run.Code;
        });
    }

    /// <summary>Fetches files; one that fails does not stop the others.</summary>
    /// <param name="context">Where results go.</param>
    /// <param name="files">How many there are in all.</param>
    /// <param name="jobs">How many at once.</param>
    private sealed class Run(CommandContext context, int files, int jobs)
    {
        /// <summary>What the first failure is, or done.</summary>
        public ExitCode Code { get; private set; }

        /// <summary>Fetches files of one server.</summary>
        public async Task FetchAsync(RemoteServer server, IReadOnlyList<GetItem> items)
        {
            await using RemoteFiles first = server.Open();
            int atOnce = items.Any(item => item.Target is null) ? 1 : jobs; // standard output takes one after the other
            await TransferBoard.RunAsync(context.Console, context.Time, async board =>
            {
                board.Expect(files, totalBytes: null);
                await server.ForEachAsync(items, atOnce, first, (own, item) => TryAsync(own, item, board));
                return true;
            });
        }

        private async Task TryAsync(RemoteFiles remote, GetItem item, TransferBoard board)
        {
            try
            {
                Print(item, await FetchAsync(remote, item, board));
            }
            catch (Exception error) when (!context.Stop.IsCancellationRequested)
            {
                ExitCode code = CommandRunner.Report(context.Console, error, $"get {item.Url}");
                if (Code == ExitCode.Done)
                    Code = code;
            }
        }

        private async Task<RemoteTransfer> FetchAsync(RemoteFiles remote, GetItem item, TransferBoard board)
        {
            using TransferBoard.Row row = board.Add(item.Url.FileName);
            try
            {
                return item.Target is { } path
                    ? await remote.FetchAsync(item.Url.Name, path, row, context.Stop)
                    : await remote.FetchAsync(item.Url.Name, context.Console.Output, row, context.Stop);
            }
            catch (OperationCanceledException) when (item.Target is { } path && PartFile.Find(path) is { } part)
            {
                context.Console.Say($"sockeye: interrupted; the same command goes on from {part}");
                throw;
            }
        }

        private void Print(GetItem item, RemoteTransfer got)
        {
            var result = new FetchedResult(
                item.Target ?? "-", got.Bytes, got.ResumedFrom, got.Sum?.ToString(), got.IsVerified);
            if (item.Target is null)
                context.Console.Say(result.ToText());
            else
                context.Console.Print(result, static fetched => fetched.ToText());
        }
    }
}
