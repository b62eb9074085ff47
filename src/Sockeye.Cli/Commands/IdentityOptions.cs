using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands;

/// <summary>The options of all commands that listen: who we are inside TLS.</summary>
internal sealed class IdentityOptions
{
    private readonly Option<string?> _certificate = new("--cert")
    {
        Description = "TLS: our certificate and its chain, PEM. Default: one that is made once and kept.",
        HelpName = "file",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "TLS: the private key of --cert, PEM. Default: in the same file.",
        HelpName = "file",
    };

    private TlsServer? _server;

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_certificate);
        command.Options.Add(_key);
    }

    /// <summary>
    /// A network that listens on <c>tls://</c> too, if any of <paramref name="endpoints"/> is one.
    /// </summary>
    public CommandContext Apply(ParseResult parsed, CommandContext context, params IEnumerable<Endpoint?> endpoints)
    {
        if (!endpoints.Any(endpoint => endpoint?.Scheme == EndpointScheme.Tls))
            return context;

        var streams = new TlsTransport(context.Network.Carrier, Server(parsed, context), client: null);
        return context with { Network = context.Network with { Streams = streams } };
    }

    /// <summary>Refuses a certificate that nothing is secured by.</summary>
    public void RequireUse(ParseResult parsed, bool isSecured)
    {
        if (!isSecured && (parsed.GetValue(_certificate) ?? parsed.GetValue(_key)) is not null)
            throw new UsageException("--cert and --key are for TLS, and here nothing is inside TLS");
    }

    /// <summary>Who we are; says the fingerprint, once, for clients to compare.</summary>
    public TlsServer Server(ParseResult parsed, CommandContext context) => _server ??= Create(parsed, context);

    private TlsServer Create(ParseResult parsed, CommandContext context)
    {
        TlsIdentity identity = Load(parsed, context);
        context.Console.Say($"our certificate is sha256:{identity.Fingerprint}");
        return new TlsServer(identity, context.Time);
    }

    private TlsIdentity Load(ParseResult parsed, CommandContext context)
    {
        string? key = parsed.GetValue(_key);
        return parsed.GetValue(_certificate) switch
        {
            { } certificate => TlsIdentity.Load(certificate, key),
            null when key is not null => throw new UsageException("--key needs --cert"),
            null => TlsIdentity.LoadOrCreate(UserDirectory.Path, context.Time),
        };
    }
}
