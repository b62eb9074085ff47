using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Sync;

/// <summary><c>sockeye sync SOURCE TARGET</c>: makes a directory like another, one way.</summary>
internal static class SyncCommand
{
    public static CommandDefinition Definition => new(
        "sync", "Make a directory like another, one way: from here to a server, or from it.", AddTo);

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string> source = new("source") { Description = $"A directory here, or a URL ({RemoteScheme.Names})." };
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
            RemoteUrl url = UrlOf(from, to);
            RemoteServer server = remote.ServerOf(parsed, context, url);
            var settings = new SyncSettings(
                parsed.GetValue(checksum), parsed.GetValue(delete), parsed.GetValue(dryRun),
                JobsOption.Fitting(context.Console, parsed.GetValue(jobs)));
            context.Console.Attempt = $"sync {from} to {to}";
            bool isUpload = RemoteUrl.IsMeant(to);
            return new SyncRun(
                context, settings, server.Open, isUpload ? from : to, url.Name.TrimEnd('/'), isUpload).RunAsync();
        });
    }

    private static RemoteUrl UrlOf(string source, string target)
    {
        if (RemoteUrl.IsMeant(source) == RemoteUrl.IsMeant(target))
            throw new UsageException("one of the two is a URL, the other a directory here");

        RemoteUrl? url = RemoteUrl.Parse(RemoteUrl.IsMeant(source) ? source : target, out string? error);
        return url ?? throw new UsageException(error!);
    }
}
