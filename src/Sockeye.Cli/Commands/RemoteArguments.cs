using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Files.Remotes;
using Sockeye.Transports.Pacing;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands;

/// <summary>The options of all commands that deal with a server's files, and the URLs they name.</summary>
internal sealed class RemoteArguments
{
    private readonly TrustOptions _trust = new();
    private readonly LoginOptions _login = new();

    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "How long to wait for a connection, and then for anything to move. Default 30s.");

    private readonly Option<int?> _retries = CommonOptions.Number(
        "--retries", "How often a connection that broke is tried again. Default 5.", least: 0, most: 1_000);

    private readonly Option<long?> _rate = RateOption.Create();

    private readonly Option<int?> _blockBytes = CommonOptions.Number(
        "--blksize", "TFTP: bytes per block, 8 to 65464. Default 1428.", least: 8, most: 65_464); // RFC 2348

    private readonly Option<int?> _windowBlocks = CommonOptions.Number(
        "--windowsize", "TFTP: blocks per acknowledgement, 1 to 65535. Default 64.",
        least: 1, most: 65_535); // RFC 7440

    private readonly Option<bool> _netascii = new("--netascii")
    {
        Description = "TFTP: transfer as text, line endings translated.",
    };

    private readonly Option<string[]> _headers = new("--header")
    {
        Description = "HTTP: a field to send along: 'Accept-Language: el'. Several times for several.",
        HelpName = "field",
    };

    private readonly bool _isTransfer;

    /// <summary>Adds them to <paramref name="command"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isTransfer">Whether it moves files, so that the options of transfers make sense.</param>
    public RemoteArguments(Command command, bool isTransfer)
    {
        _isTransfer = isTransfer;
        _headers.Validators.Add(CheckHeaders);
        Option[] options = isTransfer
            ? [_timeout, _retries, _rate, _headers, _blockBytes, _windowBlocks, _netascii]
            : [_timeout, _retries, _headers];
        Array.ForEach(options, command.Options.Add);
        _login.AddTo(command);
        _trust.AddTo(command);
    }

    /// <summary>One URL of a server.</summary>
    public static Argument<RemoteUrl> Url(string description) => new("url")
    {
        Description = $"{description} The schemes are {RemoteUrl.Schemes}; host:port/name is tcp.",
        CustomParser = result => ParseUrl(result, result.Tokens[0].Value),
    };

    /// <summary>One or more URLs.</summary>
    public static Argument<RemoteUrl[]> Urls(string description) => new("url")
    {
        Description = $"{description} The schemes are {RemoteUrl.Schemes}; host:port/name is tcp.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParseUrl(result, token.Value)).OfType<RemoteUrl>()],
    };

    /// <summary>A server, to be dealt with as the options say.</summary>
    public RemoteServer ServerOf(ParseResult parsed, CommandContext context, RemoteUrl url) =>
        new(ContextOf(parsed, context), url, OptionsOf(parsed, context, url));

    /// <summary>What dealing with servers takes of the world.</summary>
    public RemoteContext ContextOf(ParseResult parsed, CommandContext context)
    {
        TimeProvider time = context.Time;
        ITlsTrust trust = _trust.Trust(parsed);
        return new RemoteContext
        {
            Streams = _isTransfer && parsed.GetValue(_rate) is { } rate
                ? new PacedTransport(context.Network.Sockets, rate, time)
                : context.Network.Carrier,
            Datagrams = context.Network.Sockets,
            Time = time,
            Log = new SaidLog(context.Console),
            Trust = trust,
            Proxy = ProxyVariables.Read(),
            UploadDirectory = UserDirectory.Uploads,
            AskTrust = refused => context.Network.TrustPrompt.Ask(trust, refused),
        };
    }

    private RemoteOptions OptionsOf(ParseResult parsed, CommandContext context, RemoteUrl url)
    {
        RemoteOptions options = OptionsHere(parsed) with
        {
            Login = _login.Read(parsed, context, url),
            Headers = HeadersOf(parsed, url),
        };
        return _isTransfer
            ? options with
            {
                BlockBytes = parsed.GetValue(_blockBytes),
                WindowBlocks = parsed.GetValue(_windowBlocks),
                IsNetascii = parsed.GetValue(_netascii),
            }
            : options;
    }

    /// <summary>The options of every server, also of one in this process.</summary>
    public RemoteOptions OptionsHere(ParseResult parsed)
    {
        var options = new RemoteOptions();
        if (parsed.GetValue(_timeout) is { } timeout)
            options = options with { Timeout = timeout };
        if (parsed.GetValue(_retries) is { } retries)
            options = options with { Retries = retries };
        return options;
    }

    private KeyValuePair<string, string>[] HeadersOf(ParseResult parsed, RemoteUrl url)
    {
        string[] told = parsed.GetValue(_headers) ?? [];
        if (told.Length > 0 && !url.IsHttp)
            throw new UsageException($"--header is for http:// and https://, and not for {url}");

        return [.. told.Select(static field => FieldOf(field)!.Value)];
    }

    private static void CheckHeaders(OptionResult result)
    {
        foreach (string field in result.Tokens.Select(static token => token.Value))
        {
            string? flaw = FieldOf(field) is { } read
                ? RemoteOptions.FlawOfHeader(read.Key, read.Value)
                : "it is no field";
            if (flaw is not null)
                result.AddError($"--header '{field}': {flaw}; write for example 'Accept-Language: el'");
        }
    }

    private static KeyValuePair<string, string>? FieldOf(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? new(text[..colon], text[(colon + 1)..].Trim()) : null;
    }

    private static RemoteUrl? ParseUrl(ArgumentResult result, string text)
    {
        RemoteUrl? url = RemoteUrl.Parse(EndpointWords.ToUrl(text), out string? error);
        if (error is not null)
            result.AddError(error);
        return url;
    }
}
