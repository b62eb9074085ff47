using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;

namespace Sockeye.Cli.Commands.Stat;

/// <summary><c>sockeye stat URL</c>: what a server tells of a file.</summary>
internal static class StatCommand
{
    public static CommandDefinition Definition => new(
        "stat", "Show a file's length, modification time and SHA-256.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples = ["sockeye stat https://host/a.iso", "sockeye stat --no-sum ftp://host/a.iso"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl> url = RemoteArguments.Url("The file, for example tcp://host:57/name.");
        command.Arguments.Add(url);
        var remote = new RemoteArguments(command, isTransfer: false);
        Option<bool> noSum = new("--no-sum")
        {
            Description = "Do not ask for the SHA-256: the server reads the whole file for it.",
        };
        command.Options.Add(noSum);
        command.Bind(host, (parsed, context) => RunAsync(
            context, remote.ServerOf(parsed, context, parsed.GetRequiredValue(url)),
            withSum: !parsed.GetValue(noSum)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteServer server, bool withSum)
    {
        context.Console.Attempt = $"stat {server.Url}";
        await using RemoteFiles files = server.Open();
        RemoteFile file = await StatAsync(files, server.Url.Name, withSum, context.Stop);
        context.Console.Print(EntryResult.Of(file), static shown => shown.ToText());
        return ExitCode.Done;
    }

    private static async Task<RemoteFile> StatAsync(
        RemoteFiles files, string name, bool withSum, CancellationToken cancel)
    {
        try
        {
            return await files.StatAsync(name, withSum, cancel);
        }
        catch (ProtocolException) // of the root the name does not even fit a line of SFP
        {
            if (await RemoteKind.FindAsync(files, name, cancel) != FileKind.Directory)
                throw;
            return new RemoteFile(name, FileKind.Directory, Length: null, Modified: null);
        }
    }
}
