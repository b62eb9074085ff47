using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sync;

namespace Sockeye.Cli.Commands.Sync;

/// <summary><c>sockeye sync SOURCE TARGET</c>: makes a directory like another, one way.</summary>
internal static class SyncCommand
{
    public static CommandDefinition Definition => new(
        "sync", "Make a directory like another, one way; either may be remote.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye sync photos tcp://host:57/photos",
            "sockeye sync --dry-run --delete ftp://host/pub /tmp/pub",
            "sockeye sync --exclude .git --exclude '*.tmp' project /mnt/copy",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string> source = new("source") { Description = $"A directory here, or a URL ({RemoteUrl.Schemes})." };
        Argument<string> target = new("target") { Description = "The same; one of the two may be a URL." };
        Option<bool> checksum = new("--checksum", "-c") { Description = "Compare by SHA-256, not by length and time." };
        Option<bool> delete = new("--delete") { Description = "Remove from the target what the source does not have." };
        Option<bool> dryRun = new("--dry-run", "-n") { Description = "Only say what would be done." };
        Option<string[]> include = Patterns(
            "--include", "Of files, only those called like this, by name or path: '*.jpg', 'docs/*'. May be repeated.");
        Option<string[]> exclude = Patterns(
            "--exclude", "Leave alone, here and there, what is called like this, with all below it: '*.tmp', cache.");
        Option<int?> jobs = JobsOption.Create();
        Option<bool> quiet = QuietOption.Create();
        command.Arguments.Add(source);
        command.Arguments.Add(target);
        Option[] options = [checksum, delete, include, exclude, dryRun, jobs, quiet];
        Array.ForEach(options, command.Options.Add);
        var remote = new RemoteArguments(command, isTransfer: true);
        command.Bind(host, (parsed, context) =>
        {
            string from = parsed.GetRequiredValue(source);
            string to = parsed.GetRequiredValue(target);
            context.Console.Attempt = $"sync {from} to {to}";
            context.Console.IsQuiet = parsed.GetValue(quiet);
            var chosen = new SyncOptions
            {
                ComparesSums = parsed.GetValue(checksum),
                Deletes = parsed.GetValue(delete),
                Includes = parsed.GetValue(include) ?? [],
                Excludes = parsed.GetValue(exclude) ?? [],
                IsDryRun = parsed.GetValue(dryRun),
                Jobs = JobsOption.Fitting(context.Console, parsed.GetValue(jobs)),
            };
            return RunAsync(context, remote, parsed, (from, to), chosen);
        });
    }

    private static Option<string[]> Patterns(string name, string description) =>
        new(name) { Description = description, HelpName = "pattern" };

    private static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteArguments remote, ParseResult parsed, (string From, string To) way,
        SyncOptions options)
    {
        way = (Meant(way.From), Meant(way.To));
        bool isUpload = RemoteUrl.IsMeant(way.To);
        if (isUpload || RemoteUrl.IsMeant(way.From))
        {
            RemoteServer server = remote.ServerOf(parsed, context, UrlOf(way.From, way.To));
            return await SyncRun.RunAsync(context, server, isUpload ? way.From : way.To, isUpload, options);
        }

        if (!Directory.Exists(way.From))
            throw new DirectoryNotFoundException($"there is no directory '{way.From}'");
        if (way.To.Length == 0 || IsWithin(way.From, way.To) || IsWithin(way.To, way.From))
            throw new UsageException($"'{way.From}' and '{way.To}' must be two directories, neither in the other");

        using var nothing = new EmptyDirectory(isNeeded: options.IsDryRun && !Directory.Exists(way.To));
        if (!options.IsDryRun)
            Directory.CreateDirectory(way.To);
        await using LocalServer here = await LocalServer.StartAsync(
            nothing.Path ?? way.To, remote.ContextOf(parsed, context), remote.OptionsHere(parsed));
        return await SyncRun.RunAsync(context, here.Remote, way.From, isUpload: true, options);
    }

    // What is here by that name is no server.
    private static string Meant(string word) => Path.Exists(word) ? word : EndpointWords.ToUrl(word);

    private static bool IsWithin(string path, string directory) =>
        (RealPath(path) + "/").StartsWith(RealPath(directory) + "/", StringComparison.Ordinal);

    // Links resolved, as far as the path is there.
    private static string RealPath(string path)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(whole) is not { } parent)
            return "";

        string named = Path.Combine(RealPath(parent) + "/", Path.GetFileName(whole));
        return Path.Exists(named) && new DirectoryInfo(named).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? RealPath(target.FullName)
            : named;
    }

    /// <summary>What a dry run compares with where there is no target yet.</summary>
    private sealed class EmptyDirectory(bool isNeeded) : IDisposable
    {
        public string? Path { get; } = isNeeded ? Directory.CreateTempSubdirectory("sockeye-").FullName : null;

        public void Dispose()
        {
            if (Path is not null)
                Directory.Delete(Path);
        }
    }

    private static RemoteUrl UrlOf(string source, string target)
    {
        if (RemoteUrl.IsMeant(source) && RemoteUrl.IsMeant(target))
            throw new UsageException("one of the two is a directory here; from server to server go by way of one");

        RemoteUrl? url = RemoteUrl.Parse(RemoteUrl.IsMeant(source) ? source : target, out string? error);
        return url ?? throw new UsageException(error!);
    }
}
