using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Sockeye.Files.Storage;
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
        Option<string?> file = new("--file")
        {
            Description = "Ping the hosts in a file as well, a line each; # begins a comment, and - is standard input.",
            HelpName = "file",
        };
        var options = new PingCommandOptions(command);
        command.Arguments.Add(hosts);
        command.Options.Add(sweep);
        command.Options.Add(file);
        command.Validators.Add(result =>
        {
            bool namesHosts = result.GetResult(hosts)?.Tokens.Count > 0 || result.GetResult(file) is not null;
            if (namesHosts == result.GetResult(sweep) is not null)
                result.AddError("name one host or more, a file of them with --file, or a block with --sweep");
        });
        command.Bind(host, async (parsed, context) =>
        {
            PingSettings settings = options.Read(parsed);
            if (parsed.GetValue(sweep) is { } block)
                return await new PingSweep(context, settings).RunAsync(block);

            string[] named = parsed.GetValue(hosts) ?? [];
            if (parsed.GetValue(file) is { } name)
                named = [.. named, .. await ReadAsync(context, name, named)];
            return await new PingHosts(context, settings).RunAsync(named);
        });
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(CommandContext context, string name, string[] named)
    {
        bool isInput = name == PingHostFile.StandardInput;
        context.Console.Attempt = isInput ? "read hosts from standard input" : $"read hosts from {name}";
        await using Stream file = isInput
            ? context.Console.Input
            : new MemoryStream(Encoding.UTF8.GetBytes(LocalFile.ReadGiven(name)));
        return await PingHostFile.ReadAsync(
            isInput ? "standard input" : name, file, MaxHosts - named.Length, context.Stop);
    }

    private static string ParseHost(ArgumentResult result, string text)
    {
        if (!PingHostName.TryParse(text, out string? host, out string? error))
            result.AddError(error);
        return host ?? text;
    }

    private static AddressBlock? ParseBlock(ArgumentResult result)
    {
        if (!AddressBlock.TryParse(result.Tokens[0].Value, out AddressBlock? block, out string? error))
            result.AddError(error);
        return block;
    }
}
