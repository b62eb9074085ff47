using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Mkdir;

/// <summary><c>sockeye mkdir URL…</c>: makes directories.</summary>
internal static class MkdirCommand
{
    public static CommandDefinition Definition => new(
        "mkdir", "Make directories on a server that allows it.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples = ["sockeye mkdir ftp://host/new"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl[]> urls = RemoteArguments.Urls("The directories, for example tcp://host:57/name.");
        command.Arguments.Add(urls);
        var remote = new RemoteArguments(command, isTransfer: false);
        command.Bind(host, async (parsed, context) =>
        {
            foreach (RemoteUrl url in parsed.GetRequiredValue(urls))
            {
                if (url.Name.Trim('/').Length == 0)
                    throw new UsageException("the URL names no directory; the root itself is there already");

                context.Console.Attempt = $"make the directory {url}";
                await using RemoteFiles files = remote.ServerOf(parsed, context, url).Open();
                string name = url.Name.TrimEnd('/');
                await files.CreateDirectoryAsync(name, context.Stop);
                context.Console.Print(new ChangedResult(name + "/", "made"), static changed => changed.ToText());
            }

            return ExitCode.Done;
        });
    }
}
