using System.CommandLine;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary><c>sockeye serve SERVICE[@ENDPOINT]…</c>: several services in one process.</summary>
internal static class ServeCommand
{
    public static Command Create(ICommandHost host)
    {
        Argument<ServiceSpec[]> services = Services();
        Option<ServeMode> mode = ServeModeOption.Create();
        Option<int?> maxConnections = new("--max-connections") { Description = "How many at once. The same as --mode concurrent:N." };
        Option<TimeSpan?> idle = CommonOptions.Duration("--idle-timeout", "How long a connection may be silent. Default 60s.");
        Option<TimeSpan?> drain = CommonOptions.Duration(
            "--drain-timeout", "How long stopping waits for connections to finish. Default 5s.");
        Option<bool> reply = new("--reply") { Description = "hello: answer HELLO." };

        Command command = new("serve", "Serve one or more services: " + Names() + ".");
        command.Arguments.Add(services);
        Option[] options = [mode, maxConnections, idle, drain, reply];
        Array.ForEach(options, command.Options.Add);
        command.Bind(host, (parsed, context) =>
        {
            var settings = new ServiceSettings
            {
                Limits = Limits(
                    parsed.GetValue(mode), parsed.GetValue(maxConnections), parsed.GetValue(idle), parsed.GetValue(drain)),
                Reply = parsed.GetValue(reply),
                OnMessage = message => context.Print(message, static said => $"{said.Service} {said.Peer}: {said.Text}"),
            };
            return new ServerGroup(context, settings).RunAsync(parsed.GetRequiredValue(services));
        });
        return command;
    }

    private static Argument<ServiceSpec[]> Services() => new("service")
    {
        Description = "What to serve, and where if not at its default: upper, echo@tcp://*:7007, files@unix:/run/f.sock.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "service[@endpoint]",
        CustomParser = result =>
            [.. result.Tokens.Select(token => ServiceSpec.Parse(token.Value, result)).OfType<ServiceSpec>()],
    };

    private static string Names() => string.Join(", ", ServiceCatalog.All.Select(service => service.Name));

    private static ServeOptions Limits(ServeMode mode, int? maxConnections, TimeSpan? idle, TimeSpan? drain)
    {
        var limits = new ServeOptions { Mode = maxConnections is { } limit ? mode with { Concurrency = limit } : mode };
        if (idle is { } idleTimeout)
            limits = limits with { IdleTimeout = idleTimeout };
        return drain is { } drainTimeout ? limits with { DrainTimeout = drainTimeout } : limits;
    }
}
