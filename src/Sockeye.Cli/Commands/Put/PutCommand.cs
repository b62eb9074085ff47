using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Put;

/// <summary><c>sockeye put FILE URL</c>: stores a file on a server that takes files.</summary>
internal static class PutCommand
{
    public static CommandDefinition Definition => new(
        "put", "Store files on a server; each appears whole, or not at all.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye put notes.txt tcp://host:57/",
            "sockeye put --rate 2M a.iso ftpes://alice@host/iso/",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string> file = new("file") { Description = "The local file." };
        command.Arguments.Add(file);
        Argument<RemoteUrl> url = RemoteArguments.Url(
            "Where to: tcp://host:57/name; a name that ends in / is a directory.");
        command.Arguments.Add(url);
        var remote = new RemoteArguments(command, isTransfer: true);
        command.Bind(host, (parsed, context) => RunAsync(
            context, parsed.GetRequiredValue(file),
            remote.ServerOf(parsed, context, parsed.GetRequiredValue(url))));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string file, RemoteServer server)
    {
        RemoteUrl url = server.Url;
        string name = url.Name.Length == 0 || url.Name.EndsWith('/') ? url.Name + Path.GetFileName(file) : url.Name;
        if (Directory.Exists(file))
            throw new UsageException($"{file} is a directory; to store all of it: sockeye sync {file} {url}");
        if (!File.Exists(file))
            throw new FileNotFoundException($"cannot read {file}: {WhyNotFound(file)}");
        if (name.Any(char.IsControl))
            throw new IOException(
                $"cannot put {file}: no server takes its name, which has a control character; "
                + "write another into the URL");

        context.Console.Attempt = $"put {file} to {url}";
        await using RemoteFiles files = server.Open();
        RemoteTransfer stored = await TransferBoard.RunAsync(
            context.Console, context.Time, async board =>
            {
                using TransferBoard.Row row = board.Add(Path.GetFileName(file));
                return await files.StoreAsync(file, name, row, context.Stop);
            });
        context.Console.Print(
            new StoredResult(name, stored.Bytes, stored.ResumedFrom, stored.IsVerified), static put => put.ToText());
        return ExitCode.Done;
    }

    // .NET replaces what is no UTF-8 in an argument, and so cannot name the file.
    private static string WhyNotFound(string file) => file.Contains('\uFFFD', StringComparison.Ordinal)
        ? "its name is not UTF-8; give it another"
        : "there is no such file";
}
