using System.CommandLine;
using System.Net;
using Sockeye.Cli.Ending;
using Sockeye.Driving;
using Sockeye.Probing.Names;

namespace Sockeye.Cli.Commands.Resolve;

/// <summary><c>sockeye resolve NAME…</c>: what the system makes of names and addresses.</summary>
internal static class ResolveCommand
{
    private const int MaxNames = 1_000; // our choice: what a person names

    public static CommandDefinition Definition => new(
        "resolve", "Show the addresses of names, and the names of addresses.", AddTo)
    {
        Group = CommandGroup.Probe,
        Details = "In the order the system gives them.",
        Examples = ["sockeye resolve localhost ::1", "sockeye resolve --json host"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string[]> names = new("name")
        {
            Description = "Names or addresses. A name that is not known is an error of its own; the others go on.",
            Arity = new ArgumentArity(1, MaxNames),
        };
        Option<bool> noReverse = new("--no-reverse") { Description = "Do not look up the names of the addresses." };
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout", "How long to wait for each answer. Default 10s.");
        names.Validators.Add(static result =>
        {
            foreach (string flaw in result.Tokens.Select(static token => FlawOf(token.Value)).OfType<string>())
                result.AddError(flaw);
        });
        command.Arguments.Add(names);
        command.Options.Add(noReverse);
        command.Options.Add(timeout);
        command.Bind(host, async (parsed, context) =>
        {
            var steps = context.StepTimeoutOf(parsed.GetValue(timeout) ?? CommandTimeouts.Answer);
            var lookup = new NameLookup();
            await lookup.PrepareAsync(context.Stop);
            ExitCode worst = ExitCode.Done;
            foreach (string name in parsed.GetRequiredValue(names))
            {
                context.Console.Attempt = $"resolve {name}";
                ExitCode code = await CommandRunner.RunAsync(
                    context.Console, context.Surroundings.Signals,
                    () => ShowAsync(context, lookup, steps, name, withNames: !parsed.GetValue(noReverse)));
                worst = worst == ExitCode.Done ? code : worst;
                context.Stop.ThrowIfCancellationRequested();
            }

            return worst;
        });
    }

    // An IPv6 address has two colons at least.
    private static string? FlawOf(string name)
    {
        bool isUrl = name.Contains('/', StringComparison.Ordinal);
        bool hasPort = name.Count(static letter => letter == ':') == 1
            || name.Contains("]:", StringComparison.Ordinal);
        return isUrl || hasPort
            ? $"'{name}' is {(isUrl ? "more than a name" : "a name with a port")}; write a name or an address alone"
            : null;
    }

    private static async Task<ExitCode> ShowAsync(
        CommandContext context, NameLookup lookup, StepTimeout steps, string name, bool withNames)
    {
        LookedUpName found = await steps.ForAsync(
            $"resolve {name}",
            stop => new ValueTask<LookedUpName>(lookup.FindAsync(name, context.Time, stop).WaitAsync(stop)));
        var addresses = new List<ResolvedAddress>();
        foreach (IPAddress address in found.Addresses)
        {
            string? reverse = withNames ? await ReverseAsync(lookup, steps, address) : null;
            addresses.Add(ResolvedAddress.Of(address, reverse));
        }

        context.Console.Print(ResolvedResult.Of(found, addresses), static shown => shown.ToText());
        return ExitCode.Done;
    }

    // A name server that does not answer for an address is no reason to withhold the address.
    private static async Task<string?> ReverseAsync(NameLookup lookup, StepTimeout steps, IPAddress address)
    {
        try
        {
            return await steps.ForAsync(
                $"resolve {address}",
                stop => new ValueTask<string?>(lookup.FindNameAsync(address, stop).WaitAsync(stop)));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
