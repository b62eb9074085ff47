using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;

namespace Sockeye.Cli.Commands.Ls;

/// <summary><c>sockeye ls URL</c>: lists a directory of a server.</summary>
internal static class LsCommand
{
    public static CommandDefinition Definition => new("ls", "List a directory of a server, or a file.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples = ["sockeye ls tcp://host:57/", "sockeye ls -R --json ftp://host/pub"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl> url = RemoteArguments.Url("The directory: tcp://host:57/ or tcp://host:57/dir.");
        command.Arguments.Add(url);
        var remote = new RemoteArguments(command, isTransfer: false);
        Option<bool> recursive = new("--recursive", "-R") { Description = "All directories below as well." };
        command.Options.Add(recursive);
        command.Bind(host, (parsed, context) => RunAsync(
            context, remote.ServerOf(parsed, context, parsed.GetRequiredValue(url)),
            parsed.GetValue(recursive)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteServer server, bool recursive)
    {
        context.Console.Attempt = $"list {server.Url}";
        await using RemoteFiles files = server.Open();
        RemoteListing listing = await ListAsync(files, server.Url.Name.TrimEnd('/'), recursive, context.Stop);
        foreach (RemoteFile entry in listing.Files.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            context.Console.Print(EntryResult.Of(entry), static shown => shown.ToText());
        foreach (RemoteGap gap in listing.Gaps)
            context.Console.Say($"sockeye: {gap}");
        return listing.Gaps.Count == 0 ? ExitCode.Done : ExitCode.PeerFailed;
    }

    // As ls(1): a file is listed as itself. What was refused for the directory says more than what is of the file.
    private static async Task<RemoteListing> ListAsync(
        RemoteFiles files, string name, bool recursive, CancellationToken cancel)
    {
        try
        {
            return await files.ListAsync(name, recursive, cancel);
        }
        catch (PeerProtocolException refused) when (name.Length > 0 && refused.Error == ProtocolError.Refused)
        {
            if (await FindAsync(files, name, cancel) is { Kind: FileKind.File } file)
                return new RemoteListing([file], []);
            throw;
        }
    }

    private static async Task<RemoteFile?> FindAsync(RemoteFiles files, string name, CancellationToken cancel)
    {
        try
        {
            return await files.StatAsync(name, withSum: false, cancel);
        }
        catch (Exception refused) when (refused is PeerProtocolException or NoWordForItException)
        {
            return null;
        }
    }
}
