using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands;

/// <summary>
/// The options of all commands that log in to a server. A password comes from a file, the environment, <c>.netrc</c> or
/// whoever sits at the terminal; never from the command line, where others can read it.
/// </summary>
internal sealed class LoginOptions
{
    private readonly Option<string?> _user = new("--user", "-u")
    {
        Description = "Who logs in. Default: the URL's user, or whom .netrc names for the host.",
        HelpName = "name",
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = "Where the password is: the first line; - is standard input. "
            + $"Default: ${SecretSource.Variable}, .netrc, or asked for.",
        HelpName = "file",
    };

    private readonly Option<string?> _netrc = new("--netrc-file")
    {
        Description = "Where users and passwords of hosts are. Default: $NETRC, ~/.netrc.",
        HelpName = "file",
    };

    // Standard input is there once, and a person is not to be asked twice; a command may have several URLs.
    private readonly Dictionary<string, string> _known = [];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_user, _passwordFile, _netrc];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Who logs in to that server; null when nobody does.</summary>
    public RemoteLogin? Read(ParseResult parsed, CommandContext context, RemoteUrl url)
    {
        string? user = parsed.GetValue(_user) ?? url.User;
        string? file = parsed.GetValue(_passwordFile);
        if (user is not null && !Account.IsName(user))
            throw new UsageException("--user: not a user's name");
        if (user is null && file is not null)
            throw new UsageException("--password-file needs --user, or a user in the URL");

        RemoteLogin? known = file is null ? FindKnown(parsed.GetValue(_netrc), url.Endpoint.Host, user) : null;
        if (known is not null || user is null)
            return known;

        return new RemoteLogin(user, PasswordOf(context, user, file, url));
    }

    private string PasswordOf(CommandContext context, string user, string? file, RemoteUrl url)
    {
        string key = file ?? $"{user} {url.Endpoint}";
        if (!_known.TryGetValue(key, out string? password))
        {
            password = SecretSource.Read(context.Console, file, $"Password of {user} at {url.Endpoint}: ");
            _known[key] = password;
        }

        return password;
    }

    private static RemoteLogin? FindKnown(string? asked, string host, string? user)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string? named = asked ?? Environment.GetEnvironmentVariable("NETRC");
        if (named is null)
            return LocalFile.ReadOwn(Path.Combine(home, ".netrc")) is { } own ? Netrc.Find(own, host, user) : null;
        if (File.Exists(named))
            return Netrc.Find(LocalFile.ReadGiven(named), host, user);
        return asked is null ? null : throw new FileNotFoundException($"cannot read {asked}: there is no such file");
    }
}
