using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Rm;

/// <summary><c>sockeye rm URL…</c>: removes files, and with <c>-r</c> directories.</summary>
internal static class RmCommand
{
    public static CommandDefinition Definition => new("rm", "Remove files on a server that allows it.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples = ["sockeye rm -r tcp://host:57/old"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl[]> urls = RemoteArguments.Urls("The files, for example tcp://host:57/name.");
        Option<bool> recursive = new("--recursive", "-r")
        {
            Description = "Directories too, with all that is in them.",
        };
        command.Arguments.Add(urls);
        command.Options.Add(recursive);
        var remote = new RemoteArguments(command, isTransfer: false);
        command.Bind(host, async (parsed, context) =>
        {
            foreach (RemoteUrl url in parsed.GetRequiredValue(urls))
            {
                if (url.Name.Trim('/').Length == 0)
                    throw new UsageException("the URL names no file; the root itself cannot be removed");

                await RemoveAsync(context, remote.ServerOf(parsed, context, url), parsed.GetValue(recursive));
            }

            return ExitCode.Done;
        });
    }

    private static async Task RemoveAsync(CommandContext context, RemoteServer server, bool recursive)
    {
        context.Console.Attempt = $"remove {server.Url}";
        CancellationToken stop = context.Stop;
        await using RemoteFiles files = server.Open();
        string name = server.Url.Name.TrimEnd('/');
        if (!recursive)
        {
            await files.DeleteAsync(name, stop);
            Print(context, name);
            return;
        }

        RemoteListing listing = await files.ListAsync(name, isRecursive: true, stop);
        RefuseIncomplete(listing);
        IReadOnlyList<RemoteFile> below = listing.Files;
        foreach (RemoteFile file in below.Where(entry => !entry.IsDirectory))
        {
            await files.DeleteAsync(file.Name, stop);
            Print(context, file.Name);
        }

        // What is deeper has the longer name.
        foreach (string directory in below.Where(entry => entry.IsDirectory).Select(entry => entry.Name)
            .OrderByDescending(deep => deep.Length).Append(name))
        {
            await files.RemoveDirectoryAsync(directory, stop);
            Print(context, directory + "/");
        }
    }

    // The directory could not be removed in the end, but what else is in it would be gone.
    private static void RefuseIncomplete(RemoteListing listing)
    {
        string? obstacle = listing.Gaps.Select(gap => gap.ToString()).FirstOrDefault()
            ?? listing.Files.Where(file => file.Kind == FileKind.Other)
                .Select(file => $"{PrintableText.Escape(file.Name)} is no file and no directory").FirstOrDefault();
        if (obstacle is not null)
            throw new PeerProtocolException(
                ProtocolError.Refused, $"it cannot be removed whole, so nothing was removed: {obstacle}");
    }

    private static void Print(CommandContext context, string name) =>
        context.Console.Print(new ChangedResult(name, "removed"), static changed => changed.ToText());
}
