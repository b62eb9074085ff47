using System.CommandLine;
using Sockeye.Access;
using Sockeye.Cli.Output;
using Sockeye.Storage;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of all commands that serve files: who may do what, and the log of it.</summary>
internal sealed class FolderOptions
{
    private readonly Option<bool> _writable = new("--writable")
    {
        Description = "Everybody may add, replace and remove files as well.",
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

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_writable, _users, _accessLog];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Whether everybody may change the files.</summary>
    public bool IsWritable(ParseResult parsed) => parsed.GetValue(_writable);

    /// <summary>Who may do what, by <c>--users</c>; null without it.</summary>
    public IAccountSource? Users(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_users) is not { } path)
            return null;
        if (IsWritable(parsed))
            throw new UsageException(
                "--writable lets everybody write; with --users the rights of each stand in that file");

        context.Attempt = $"use the users in {path}";
        return new UsersFile(path, context.Logger);
    }

    /// <summary>Where each access becomes a line.</summary>
    public AccessLogWriter OpenAccessLog(ParseResult parsed, CommandContext context) =>
        AccessLogWriter.Open(context, parsed.GetValue(_accessLog));

    /// <summary>A folder that everybody may read, or write, or use as the users file says.</summary>
    public SharedFolder Folder(ParseResult parsed, CommandContext context, FileRoot root, AccessLogWriter log)
    {
        IAccountSource source = Users(parsed, context) ?? new FixedAccounts(new Account(
            Account.Anonymous, Password: null,
            PathRights.Everywhere(IsWritable(parsed) ? Rights.All : Rights.ReadOnly)));
        return new SharedFolder(root, new Accounts(source, context.Time), new Transfers(context.Time, log.Write));
    }
}
