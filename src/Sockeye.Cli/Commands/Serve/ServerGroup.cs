using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Binds all services, says where, and runs them until they end or a signal stops them.</summary>
internal sealed class ServerGroup(CommandContext context, ServiceSettings settings)
{
    public async Task<ExitCode> RunAsync(IReadOnlyList<ServiceSpec> specs)
    {
        var servers = new List<Func<Task<ServeOutcome>>>();
        foreach (ServiceSpec spec in specs)
            servers.Add(await BindAsync(spec));

        ServeOutcome[] outcomes = await Task.WhenAll(servers.Select(run => run()));
        return outcomes.Contains(ServeOutcome.CutOff) ? context.Signals.CutOffCode : ExitCode.Done;
    }

    private async Task<Func<Task<ServeOutcome>>> BindAsync(ServiceSpec spec)
    {
        ServiceDefinition service = spec.Service;
        Endpoint endpoint = spec.Endpoint ?? service.DefaultEndpoint(settings.Limits.Mode);
        if (service.Stream is null || endpoint.IsDatagram)
            throw new UsageException($"{service.Name} does not run over {endpoint}");

        var serverContext = new ServerContext { Service = service.Name, Time = context.Time, Logger = context.Logger };
        IStreamListener listener = await context.Sockets.ListenAsync(endpoint, context.Signals.Stop);
        context.Say($"listening on {listener.Endpoint}");
        var server = new StreamServer(listener, service.Stream(settings), settings.Limits, serverContext);
        return () => server.RunAsync(context.Signals.Stop, context.Signals.Insist);
    }
}
