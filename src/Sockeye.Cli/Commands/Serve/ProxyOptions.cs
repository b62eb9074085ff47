using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Sockeye.Cli.Ending;
using Sockeye.Serving.Proxies;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of a server that stands behind proxies.</summary>
internal sealed class ProxyOptions
{
    private const string Unix = "unix";

    private readonly Option<string[]> _trusted = new("--trusted-proxy")
    {
        Description = "A proxy in front of this server, by its address or network, or 'unix': what it says of its "
            + "clients is believed (http: Forwarded, X-Forwarded-For, X-Forwarded-Proto). Several times for several.",
        HelpName = "address[/bits]",
    };

    private readonly Option<bool> _header = new("--proxy-protocol")
    {
        Description = "The connections of --trusted-proxy begin with a header of the PROXY protocol, version 1 or 2.",
    };

    public ProxyOptions() => _trusted.Validators.Add(Check);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_trusted);
        command.Options.Add(_header);
    }

    /// <summary>The proxies, and a network that takes their headers, if it was asked to.</summary>
    public (TrustedProxies Proxies, CommandContext Context) Apply(ParseResult parsed, CommandContext context)
    {
        string[] texts = parsed.GetValue(_trusted) ?? [];
        bool hasHeader = parsed.GetValue(_header);
        if (texts.Length == 0)
            return hasHeader
                ? throw new UsageException("--proxy-protocol needs --trusted-proxy: whose headers are to be believed")
                : (TrustedProxies.None, context);

        var proxies = new TrustedProxies(
            [.. texts.Where(text => text != Unix).Select(text => Parse(text)!.Value)], texts.Contains(Unix));
        if (!hasHeader)
            return (proxies, context);

        var carrier = new ProxiedTransport(context.Network.Carrier, proxies, context.Time);
        return (proxies, context with { Network = context.Network with { Carrier = carrier } });
    }

    private static void Check(OptionResult result)
    {
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            if (text != Unix && Parse(text) is null)
                result.AddError(
                    $"'{text}' is no address or network; write for example 192.0.2.1, 10.0.0.0/8, ::1 or unix");
        }
    }

    private static IPNetwork? Parse(string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
            ? new IPNetwork(address, 8 * address.GetAddressBytes().Length)
            : IPNetwork.TryParse(text, out IPNetwork network) ? network : null;
}
