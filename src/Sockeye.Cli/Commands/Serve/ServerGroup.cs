using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Binds all services, says where, and runs them until they end or a signal stops them.</summary>
internal sealed class ServerGroup(CommandContext context, ServiceSettings settings)
{
    /// <summary>Runs a server to its end.</summary>
    internal delegate Task<ServeOutcome> Server(CancellationToken stop, CancellationToken insist);

    public async Task<ExitCode> RunAsync(IReadOnlyList<ServiceSpec> specs)
    {
        context.Attempt = "serve";
        var servers = new List<Server>();
        foreach (ServiceSpec spec in specs)
            servers.Add((await BindAsync(spec)).RunAsync);

        context.Signals.LeavesTime = true;
        ServeOutcome[] outcomes = await RunAllAsync(servers, context.Signals.Stop, context.Signals.Insist);
        return outcomes.Contains(ServeOutcome.CutOff) ? context.Signals.CutOffCode : ExitCode.Done;
    }

    /// <summary>Runs all servers to their end. One that fails ends the others at once.</summary>
    /// <exception cref="Exception">The first failure.</exception>
    public static async Task<ServeOutcome[]> RunAllAsync(
        IReadOnlyList<Server> servers, CancellationToken stop, CancellationToken insist)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var insisting = CancellationTokenSource.CreateLinkedTokenSource(insist);
        Task<ServeOutcome>[] running = [.. servers.Select(run => run(stopping.Token, insisting.Token))];
        Task<ServeOutcome>? failed = null;
        await foreach (Task<ServeOutcome> ended in Task.WhenEach(running))
        {
            if (failed is not null || ended.IsCompletedSuccessfully)
                continue;

            failed = ended;
            stopping.Cancel();
            insisting.Cancel();
        }

        return failed is null ? await Task.WhenAll(running) : [await failed];
    }

    /// <summary>Whether nothing is said of where it listens, nor of each connection's end.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Binds a service.</summary>
    public async Task<BoundServer> BindAsync(ServiceSpec spec)
    {
        ServiceDefinition service = spec.Service;
        Endpoint endpoint = spec.Endpoint ?? service.DefaultEndpoint(settings.Limits.Mode);
        var serverContext = new ServerContext { Service = service.Name, Time = context.Time, Logger = settings.Logger };
        return endpoint.IsDatagram
            ? await BindAsync(service.Datagram!(settings), endpoint, serverContext)
            : await BindAsync(service, endpoint, serverContext);
    }

    private void SayWhere(Endpoint endpoint)
    {
        if (!IsQuiet)
            context.Say($"listening on {endpoint}");
    }

    private async Task<BoundServer> BindAsync(
        ServiceDefinition service, Endpoint endpoint, ServerContext serverContext)
    {
        bool beginsWithTls = service.SecuresItself && endpoint.Scheme == EndpointScheme.Tls;
        IStreamListener listener = await context.Streams.ListenAsync(
            beginsWithTls ? Endpoint.Tcp(endpoint.Host, endpoint.Port) : endpoint, context.Signals.Stop);
        Endpoint bound = beginsWithTls
            ? Endpoint.Tls(listener.Endpoint.Host, listener.Endpoint.Port)
            : listener.Endpoint;
        SayWhere(bound);
        if (listener is TlsListener secured)
            listener = secured.Offering(service.ApplicationProtocols());
        IConnectionHandler handler = service.Stream!(settings with { BeginsWithTls = beginsWithTls });
        var server = new StreamServer(listener, handler, settings.Limits, serverContext);
        return new BoundServer(bound, (stop, insist) => RunAsync(server, handler, stop, insist));
    }

    private static async Task<ServeOutcome> RunAsync(
        StreamServer server, IConnectionHandler handler, CancellationToken stop, CancellationToken insist)
    {
        try
        {
            return await server.RunAsync(stop, insist);
        }
        finally
        {
            if (handler is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
    }

    private async Task<BoundServer> BindAsync(
        IDatagramService service, Endpoint endpoint, ServerContext serverContext)
    {
        IDatagramSocket socket = await context.Sockets.BindAsync(endpoint, context.Signals.Stop);
        SayWhere(socket.Endpoint);
        IDatagramTransport? exchanges = settings.IsSinglePort ? null : context.Sockets;
        var server = new DatagramServer(socket, exchanges, service, settings.Limits, serverContext);
        return new BoundServer(socket.Endpoint, server.RunAsync);
    }
}
