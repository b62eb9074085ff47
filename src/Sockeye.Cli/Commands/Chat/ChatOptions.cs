using System.CommandLine;
using System.Net;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>The options of <c>sockeye chat</c>.</summary>
internal sealed class ChatOptions
{
    private const int MaxDefaultNick = 9; // RFC 2812 §1.2.1: what every server takes

    private readonly Option<string?> _nick = new("--nick")
    {
        Description = "Our nick. Default: the name of this system's user.",
        HelpName = "name",
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Print what is said, a line each, until it is stopped; standard input is left alone.",
    };

    private readonly Option<string?> _user = new("--user", "-u")
    {
        Description = "Who logs in, by SASL PLAIN. Default: the URL's user, or nobody.",
        HelpName = "name",
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = $"Where the user's password is: the first line. Default: ${SecretSource.Variable}, or asked for.",
        HelpName = "file",
    };

    private readonly Option<string?> _serverPasswordFile = new("--server-password-file")
    {
        Description = "Where the password of the server itself is (PASS): the first line.",
        HelpName = "file",
    };

    private readonly Option<TimeSpan?> _pace = CommonOptions.Duration(
        "--pace", "How far apart lines are said, after 4 at once. Default 500ms, as strict servers want it.");

    private readonly Option<bool> _noReconnect = new("--no-reconnect")
    {
        Description = "End when the connection is lost, instead of coming back.",
    };

    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "How long to wait for the connection. Default 10s.");

    private readonly TrustOptions _trust = new();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
            [_nick, _follow, _user, _passwordFile, _serverPasswordFile, _pace, _noReconnect, _timeout];
        Array.ForEach(options, command.Options.Add);
        _trust.AddTo(command);
    }

    /// <summary>A network that connects to <c>ircs://</c> too.</summary>
    public CommandContext Apply(ParseResult parsed, CommandContext context) => _trust.Apply(parsed, context);

    /// <summary>What was asked for.</summary>
    public ChatSettings Read(ParseResult parsed, CommandContext context, ChatUrl url)
    {
        string nick = parsed.GetValue(_nick) ?? DefaultNick();
        if (nick is "" or [':', ..] || nick.Any(static c => c is ' ' or ',' or '!' or '@' || char.IsControl(c)))
            throw new UsageException($"--nick: '{nick}' is not a nick; it is one word of letters, digits, - and _");

        var client = new IrcClientOptions(nick)
        {
            Login = LoginOf(parsed, context, url),
            ServerPassword = parsed.GetValue(_serverPasswordFile) is { } file
                ? SecretSource.Read(context.Console, NotInput(file, "--server-password-file"), prompt: "")
                : null,
        };
        return new ChatSettings(parsed.GetValue(_pace) is { } pace ? client with { Pace = pace } : client)
        {
            Follows = parsed.GetValue(_follow),
            Reconnects = !parsed.GetValue(_noReconnect),
            ConnectTimeout = parsed.GetValue(_timeout) ?? CommandTimeouts.Answer,
        };
    }

    private IrcLogin? LoginOf(ParseResult parsed, CommandContext context, ChatUrl url)
    {
        string? user = parsed.GetValue(_user) ?? url.User;
        string? file = parsed.GetValue(_passwordFile);
        if (user is null && file is not null)
            throw new UsageException("--password-file needs --user, or a user in the URL");
        if (user is null)
            return null;

        if (url.Server.Scheme != EndpointScheme.Tls && !PeerIsHere(url.Server.Host))
            context.Console.Say("sockeye: the password can be read on the way; ircs:// keeps it secret");
        return new IrcLogin(
            user, SecretSource.Read(
                context.Console, NotInput(file, "--password-file"), $"Password of {user} at {url.Server}: "));
    }

    // The lines of standard input are said.
    private static string? NotInput(string? file, string option) =>
        file == "-" ? throw new UsageException($"{option}: standard input has the lines to say") : file;

    private static bool PeerIsHere(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static string DefaultNick()
    {
        string name = string.Concat(
            Environment.UserName.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        bool isNick = name.Length > 0 && char.IsAsciiLetter(name[0]);
        return isNick ? name[..Math.Min(name.Length, MaxDefaultNick)] : "sockeye";
    }
}

/// <summary>How <c>sockeye chat</c> behaves.</summary>
/// <param name="Client">Who we are.</param>
internal sealed record ChatSettings(IrcClientOptions Client)
{
    public bool Follows { get; init; }

    public bool Reconnects { get; init; }

    public TimeSpan ConnectTimeout { get; init; }
}
