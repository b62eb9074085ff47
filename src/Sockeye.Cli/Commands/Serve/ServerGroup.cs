using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Binds all services, says where, and runs them until they end or a signal stops them.</summary>
internal sealed class ServerGroup(CommandContext context, ServiceSettings settings)
{
    public async Task<ExitCode> RunAsync(IReadOnlyList<ServiceSpec> specs)
    {
        context.Attempt = "serve";
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
        var serverContext = new ServerContext { Service = service.Name, Time = context.Time, Logger = context.Logger };
        return endpoint.IsDatagram
            ? await BindAsync(service.Datagram!(settings), endpoint, serverContext)
            : await BindAsync(service.Stream!(settings), endpoint, serverContext);
    }

    private async Task<Func<Task<ServeOutcome>>> BindAsync(
        IConnectionHandler handler, Endpoint endpoint, ServerContext serverContext)
    {
        IStreamListener listener = await context.Sockets.ListenAsync(endpoint, context.Signals.Stop);
        context.Say($"listening on {listener.Endpoint}");
        var server = new StreamServer(listener, handler, settings.Limits, serverContext);
        return () => server.RunAsync(context.Signals.Stop, context.Signals.Insist);
    }

    private async Task<Func<Task<ServeOutcome>>> BindAsync(
        IDatagramService service, Endpoint endpoint, ServerContext serverContext)
    {
        IDatagramSocket socket = await context.Sockets.BindAsync(endpoint, context.Signals.Stop);
        context.Say($"listening on {socket.Endpoint}");
        IDatagramTransport? exchanges = settings.IsSinglePort ? null : context.Sockets;
        var server = new DatagramServer(socket, exchanges, service, settings.Limits, serverContext);
        return () => server.RunAsync(context.Signals.Stop, context.Signals.Insist);
    }
}
