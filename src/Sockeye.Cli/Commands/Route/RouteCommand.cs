using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands.Route;

/// <summary><c>sockeye route HOST</c>: the routers on the way to a host, and how well each answers.</summary>
internal static class RouteCommand
{
    public static CommandDefinition Definition => new(
        "route", "Show the routers on the way to a host, and how each answers.", AddTo)
    {
        Group = CommandGroup.Probe,
        Details = "Exit code 0 when the host was reached, 3 when somebody refused or the way loops, 4 when it ends in "
            + "silence.",
        Examples = ["sockeye route host", "sockeye route --udp -c 10 --report host:53"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RouteDestination?> destination = new("host")
        {
            Description = "A name or an address; icmp://host is the same. With --udp also HOST:PORT, which is "
                + "udp://HOST:PORT: all probes go to that port.",
            CustomParser = ParseDestination,
        };
        var options = new RouteCommandOptions(command);
        command.Arguments.Add(destination);
        command.Validators.Add(result =>
        {
            bool isRead = RouteDestination.TryParse(
                WordOf(result, destination), out RouteDestination? named, out _); // else its parser has complained
            if (isRead && options.FlawOf(result, named!) is { } flaw)
                result.AddError(flaw);
        });
        command.Bind(host, (parsed, context) =>
        {
            RouteDestination named = parsed.GetRequiredValue(destination)!;
            return new RouteRun(context, options.Read(parsed, named), named).RunAsync();
        });
    }

    private static string WordOf(CommandResult result, Argument destination) =>
        result.GetResult(destination)?.Tokens is [var word] ? word.Value : "";

    private static RouteDestination? ParseDestination(ArgumentResult result)
    {
        if (!RouteDestination.TryParse(result.Tokens[0].Value, out RouteDestination? destination, out string? error))
            result.AddError(error);
        return destination;
    }
}
