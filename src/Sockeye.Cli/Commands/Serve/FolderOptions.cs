using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of all commands that serve files: who may do what, and the log of it.</summary>
internal sealed class FolderOptions
{
    private readonly Option<bool> _writable = new("--writable")
    {
        Description = "Everybody may add, replace and remove files as well.",
    };

    private readonly Option<bool> _hidden = new("--hidden")
    {
        Description = "Names that begin with a dot as well; they are left out otherwise.",
    };

    private readonly Option<string?> _users = new("--users")
    {
        Description = "The file that says who may do what; see 'sockeye user --help'.",
        HelpName = "file",
    };

    private readonly Option<string?> _accessLog = new("--access-log")
    {
        Description = "Where each access becomes a line; - is standard output. Default: standard error.",
        HelpName = "file",
    };

    private readonly Option<long?> _accessLogLimit = CommonOptions.Bytes(
        "--access-log-limit",
        "Rename the file of --access-log to FILE.1, over an older one, before it has more bytes. Default 1G.",
        least: 64 * 1024);

    private readonly Option<long?> _maxSize = CommonOptions.Bytes(
        "--max-size", "The longest file that is taken. Default 64G.", least: 1);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_writable, _hidden, _maxSize, _users, _accessLog, _accessLogLimit];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>The files below a directory, or several paths side by side.</summary>
    /// <exception cref="FileRefusedException">One is not there.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public FileRoot Root(ParseResult parsed, CommandContext context, params IReadOnlyList<string> paths)
    {
        var limits = new FileRootOptions { HidesDotNames = !parsed.GetValue(_hidden) };
        if (parsed.GetValue(_maxSize) is { } maxSize)
            limits = limits with { MaxUploadBytes = maxSize };
        try
        {
            FileRoot root = paths is [var directory] && !File.Exists(directory)
                ? new FileRoot(directory, limits, context.Time)
                : FileRoot.OfPaths(paths, limits, context.Time);
            foreach (string path in paths)
                RequireRead(path, isForWriting: IsWritable(parsed) || HasUsers(parsed)); // the command ends otherwise
            return root;
        }
        catch (FileRefusedException flaw) when (flaw.Refusal == FileRefusal.BadName)
        {
            throw new UsageException(flaw.Message);
        }
    }

    // Better than a server that refuses everybody. Into a directory others may only put files.
    private static void RequireRead(string path, bool isForWriting)
    {
        if (File.Exists(path))
        {
            LocalFile.OpenRead(path).Dispose();
        }
        else if (Directory.Exists(path) && !isForWriting)
        {
            using IEnumerator<string> names = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            names.MoveNext();
        }
    }

    /// <summary>What a directory is called, also where it was given as <c>.</c> or <c>..</c>.</summary>
    public static string NameOf(string directory) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))) is { Length: > 0 } name
            ? name
            : directory;

    /// <summary>What several paths are called together: by their names, of many the first.</summary>
    public static string NameOf(IReadOnlyList<string> paths)
    {
        const int told = 3; // our choice: fits a title
        string names = string.Join(", ", paths.Take(told).Select(NameOf));
        return paths.Count > told ? names + " …" : names;
    }

    /// <summary>Whether everybody may change the files.</summary>
    public bool IsWritable(ParseResult parsed) => parsed.GetValue(_writable);

    /// <summary>Whether they say who may do what.</summary>
    public bool GiveRights(CommandResult line) => line.GetValue(_writable) || line.GetResult(_users) is not null;

    /// <summary>Whether a file of users says who may do what.</summary>
    public bool HasUsers(ParseResult parsed) => parsed.GetValue(_users) is not null;

    /// <summary>Who may do what, by <c>--users</c>; null without it.</summary>
    public IAccountSource? Users(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_users) is not { } path)
            return null;
        if (IsWritable(parsed))
            throw new UsageException(
                "--writable lets everybody write; with --users the rights of each stand in that file");

        context.Console.Attempt = $"use the users in {path}";
        return new UsersFile(path, context.Surroundings.Logger);
    }

    /// <summary>Where each access becomes a line.</summary>
    public AccessLogWriter OpenAccessLog(ParseResult parsed, CommandContext context) =>
        parsed.GetValue(_accessLogLimit) is { } limit
            ? AccessLogWriter.Open(context.Console, context.Surroundings, parsed.GetValue(_accessLog), limit)
            : AccessLogWriter.Open(context.Console, context.Surroundings, parsed.GetValue(_accessLog));

    /// <summary>A folder that everybody may read, or write, or use as the users file says.</summary>
    public SharedFolder Folder(ParseResult parsed, CommandContext context, FileRoot root, AccessLogWriter log)
    {
        IAccountSource source = Users(parsed, context) ?? new FixedAccounts(new Account(
            Account.Anonymous, Password: null,
            PathRights.Everywhere(IsWritable(parsed) ? Rights.All : Rights.ReadOnly)));
        return new SharedFolder(root, new Accounts(source, context.Time), new Transfers(context.Time, log.Write));
    }
}
