using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Put;

/// <summary><c>sockeye put FILE… URL</c>: stores files on a server that takes files.</summary>
internal static class PutCommand
{
    private const int MaxFiles = 100_000; // our choice: what a shell makes of a pattern

    public static CommandDefinition Definition => new(
        "put", "Store files on a server; each appears whole, or not at all.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye put notes.txt tcp://host:57/",
            "sockeye put *.jpg ftp://host/pictures/",
            "sockeye put --rate 2M a.iso ftpes://alice@host/iso/",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string[]> files = new("file")
        {
            Description = "The local files.",
            Arity = new ArgumentArity(1, MaxFiles),
            CustomParser = static result =>
            {
                result.OnlyTake(Math.Max(1, result.Tokens.Count - 1)); // the last is the URL
                return [.. result.Tokens.Select(static token => token.Value)];
            },
        };
        command.Arguments.Add(files);
        Argument<RemoteUrl> url = RemoteArguments.Url(
            "Where to: tcp://host:57/name; a name that ends in / is a directory.");
        command.Arguments.Add(url);
        var remote = new RemoteArguments(command, isTransfer: true);
        Option<int?> jobs = JobsOption.Create();
        Option<bool> quiet = QuietOption.Create();
        command.Options.Add(jobs);
        command.Options.Add(quiet);
        command.Bind(host, async (parsed, context) =>
        {
            RemoteServer server = remote.ServerOf(parsed, context, parsed.GetRequiredValue(url));
            context.Console.IsQuiet = parsed.GetValue(quiet);
            IReadOnlyList<PutItem> items = PutItem.Plan(parsed.GetRequiredValue(files), server.Url);
            var run = new TransferRun(
                context, items.Count, JobsOption.Fitting(context.Console, parsed.GetValue(jobs)));
            await run.MoveAsync(
                server, items, item => $"put {item.File} to {server.Url}",
                (remote, item, board) => StoreAsync(context, remote, item, board));
            return run.Code;
        });
    }

    private static async Task StoreAsync(
        CommandContext context, RemoteFiles files, PutItem item, TransferBoard board)
    {
        using TransferBoard.Row row = board.Add(Path.GetFileName(item.File));
        RemoteTransfer stored = await files.StoreAsync(item.File, item.Name, row, context.Stop);
        context.Console.Print(
            new StoredResult(item.Name, stored.Bytes, stored.ResumedFrom, stored.IsVerified),
            static put => put.ToText());
    }
}
