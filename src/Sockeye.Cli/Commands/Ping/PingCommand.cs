using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary><c>sockeye ping HOST…</c>: ICMP echo requests to hosts, or to a whole block of addresses.</summary>
internal static class PingCommand
{
    private const int MaxHosts = 1_000; // our choice: what a person names; blocks are swept

    public static CommandDefinition Definition => new(
        "ping", "Ask hosts whether they are there, and how long the way is.", AddTo)
    {
        Group = CommandGroup.Probe,
        Details = "Exit code 0 when every request was answered.",
        Examples = ["sockeye ping -c 3 host", "sockeye ping --sweep 192.168.1.0/24"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string[]> hosts = new("host")
        {
            Description = "Names or addresses; icmp://host is the same. Several are pinged at once.",
            Arity = new ArgumentArity(0, MaxHosts),
            CustomParser = static result => [.. result.Tokens.Select(token => ParseHost(result, token.Value))],
        };
        Option<AddressBlock?> sweep = new("--sweep")
        {
            Description = "Ping every host of a block instead, once each, and list who answers. At most a /16; of IPv4 "
                + "without the network's own address and the broadcast one. For example 192.168.1.0/24.",
            HelpName = "block",
            CustomParser = static result => ParseBlock(result),
        };
        var options = new PingCommandOptions(command);
        command.Arguments.Add(hosts);
        command.Options.Add(sweep);
        command.Validators.Add(result =>
        {
            bool namesHosts = result.GetResult(hosts)?.Tokens.Count > 0;
            if (namesHosts == result.GetResult(sweep) is not null)
                result.AddError("name one host or more, or a block with --sweep");
        });
        command.Bind(host, (parsed, context) =>
        {
            PingSettings settings = options.Read(parsed);
            return parsed.GetValue(sweep) is { } block
                ? new PingSweep(context, settings).RunAsync(block)
                : new PingHosts(context, settings).RunAsync(parsed.GetRequiredValue(hosts));
        });
    }

    private static string ParseHost(ArgumentResult result, string text)
    {
        if (text.Length == 0) // an Endpoint without a host is this machine: nobody means that by ""
            result.AddError("a host has no name; write its name, its address, or icmp://host");
        if (!text.Contains("://", StringComparison.Ordinal))
            text = text.Contains(':', StringComparison.Ordinal) ? $"icmp://[{text.Trim('[', ']')}]" : "icmp://" + text;
        if (!Endpoint.TryParse(text, out Endpoint? endpoint, out string? error))
            result.AddError(error);
        else if (endpoint.Scheme != EndpointScheme.Icmp)
            result.AddError($"{endpoint} is not a host; write its name, its address, or icmp://host");
        return endpoint?.Host ?? text;
    }

    private static AddressBlock? ParseBlock(ArgumentResult result)
    {
        if (!AddressBlock.TryParse(result.Tokens[0].Value, out AddressBlock? block, out string? error))
            result.AddError(error);
        return block;
    }
}
