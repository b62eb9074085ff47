using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Ls;

/// <summary><c>sockeye ls URL</c>: lists a directory of a server.</summary>
internal static class LsCommand
{
    public static CommandDefinition Definition => new("ls", "List a directory of a server.", AddTo)
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
        RemoteListing listing = await files.ListAsync(server.Url.Name.TrimEnd('/'), recursive, context.Stop);
        foreach (RemoteFile entry in listing.Files.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            context.Console.Print(EntryResult.Of(entry), static shown => shown.ToText());
        foreach (RemoteGap gap in listing.Gaps)
            context.Console.Say($"sockeye: {gap}");
        return listing.Gaps.Count == 0 ? ExitCode.Done : ExitCode.PeerFailed;
    }
}
