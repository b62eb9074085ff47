using System.CommandLine;
using Sockeye.Cli.Network;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands;

/// <summary>The options of all commands that connect: which server is trusted inside TLS.</summary>
internal sealed class TrustOptions
{
    private readonly Option<PinnedTrust?> _pin = new("--pin")
    {
        Description = "TLS: trust the certificate with this SHA-256 fingerprint, and no other.",
        HelpName = "fingerprint",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (PinnedTrust.TryParse(text) is { } pin)
                return pin;

            result.AddError($"'{text}' is not a fingerprint: write sha256: and 64 hexadecimal digits");
            return null;
        },
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(_pin);

    /// <summary>Which server is trusted: the pinned one, or who the system or our user trusts.</summary>
    public ITlsTrust Trust(ParseResult parsed) =>
        parsed.GetValue(_pin) ?? (ITlsTrust)new KnownHosts(UserDirectory.KnownHosts);

    /// <summary>A network that connects to <c>tls://</c> too, and asks about a server that is not known yet.</summary>
    public CommandContext Apply(ParseResult parsed, CommandContext context)
    {
        CommandNetwork network = context.Network;
        var streams = new AskingTransport(
            network.Carrier, Trust(parsed), network.TrustPrompt, context.Time);
        return context with { Network = network with { Streams = streams } };
    }
}
