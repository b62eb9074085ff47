using Sockeye.Cli.Ending;
using Sockeye.Cli.Services;
using Sockeye.Files.Access;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>Binds all services, says where, and runs them until they end or a signal stops them.</summary>
internal sealed class ServerGroup(CommandContext context, ServiceSettings settings)
{
    /// <summary>Runs a server to its end.</summary>
    internal delegate Task<ServeOutcome> Server(CancellationToken stop, CancellationToken insist);

    private readonly OwnPorts _ports = new();
    private readonly List<BoundServer> _bound = [];
    private bool _areRunning;

    public Task<ExitCode> RunAsync(IReadOnlyList<ServiceSpec> specs) => RunAsync(async () =>
    {
        context.Console.Attempt = "serve";
        var servers = new List<BoundServer>();
        foreach (ServiceSpec spec in specs)
            servers.Add(await BindAsync(spec));
        if (context.Network.Sockets.Given?.Unclaimed is [_, ..] unclaimed)
            throw new UsageException($"we were given sockets that no service asks for: {string.Join(", ", unclaimed)}");

        await PrepareAsync(servers);
        foreach (BoundServer server in servers)
            context.Console.Say($"listening on {server.Endpoint}");
        return await RunAllAsync(servers, context.Stop);
    });

    /// <summary>
    /// Binds servers and runs them. If that ends before they run, they are closed, so that nothing of them is left; if
    /// a signal ended it, nothing was cut off.
    /// </summary>
    public async Task<ExitCode> RunAsync(Func<Task<ExitCode>> start)
    {
        try
        {
            return await start();
        }
        catch (OperationCanceledException) when (!_areRunning && context.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            if (!_areRunning) // what ended the start is told, and not what that has broken here as well
                await CloseAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Loads and starts what the first clients take, and lets in as many connections as there are means for: once,
    /// after all servers were bound.
    /// </summary>
    /// <exception cref="IOException">There are none for one at each server.</exception>
    public async Task PrepareAsync(IReadOnlyList<BoundServer> servers)
    {
        ThreadNeeds.Require();
        if (context.Surroundings.OwnsProcess)
            await ServerWarmUp.OfPoolAsync();
        await ServerWarmUp.OfAcceptingAsync(context.Time);
        OpenRoom(servers);
    }

    /// <summary>Runs all servers to their end.</summary>
    /// <param name="servers">Those that were bound, and have room.</param>
    /// <param name="stop">Finish.</param>
    public async Task<ExitCode> RunAllAsync(IReadOnlyList<BoundServer> servers, CancellationToken stop)
    {
        _areRunning = true;
        context.Surroundings.Signals.LeavesTime = true;
        using SpareMemory spare = SpareMemory.Watch(context.Time);
        ServeOutcome[] outcomes = await RunAllAsync(
            [.. servers.Select(server => server.RunAsync)], stop, context.Surroundings.Signals.Insist);
        return outcomes.Contains(ServeOutcome.CutOff) ? context.Surroundings.Signals.CutOffCode : ExitCode.Done;
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

    /// <summary>Binds a service.</summary>
    public async Task<BoundServer> BindAsync(ServiceSpec spec)
    {
        BoundServer server = await BindOneAsync(spec);
        _bound.Add(server);
        return server;
    }

    private async Task<BoundServer> BindOneAsync(ServiceSpec spec)
    {
        ServiceModule service = spec.Service;
        Endpoint endpoint = spec.Endpoint ?? service.DefaultEndpoint(settings.Limits.Mode);
        var serverContext = new ServerContext
        {
            Service = service.Name,
            Time = context.Time,
            Logger = settings.Logger,
            Metrics = settings.Metrics,
            ConnectionLimit = settings.ConnectionLimit,
            Ports = _ports,
        };
        return endpoint.IsDatagram
            ? await BindDatagramAsync(service, endpoint, serverContext)
            : await BindAsync(service, endpoint, serverContext);
    }

    // A server that is asked to stop before it begins closes what it has.
    private async Task CloseAsync()
    {
        var now = new CancellationToken(canceled: true);
        foreach (BoundServer server in _bound)
            await server.RunAsync(now, now);
    }

    private void OpenRoom(IReadOnlyList<BoundServer> servers)
    {
        int each = servers.Max(server => server.OpenFiles); // any may turn out to be one of those that need most
        var means = ServerCapacity.OfThisProcess();
        (int places, string shortage) = means.For(each);
        if (places < servers.Count)
        {
            int needed = means.Files.Used + OpenFiles.ServerHeadroom + (each * servers.Count);
            throw new IOException($"cannot serve: {shortage}; at least {needed} are needed");
        }

        if (places < settings.Limits.Mode.Concurrency)
            context.Console.Say($"at most {places} connections at once, for {shortage}");

        // Each server holds one more while all are taken.
        settings.ConnectionLimit.Open(Math.Max(servers.Count, places - servers.Count));
    }

    private async Task<BoundServer> BindAsync(
        ServiceModule service, Endpoint endpoint, ServerContext serverContext)
    {
        bool beginsWithTls = service.SecuresItself && endpoint.Scheme == EndpointScheme.Tls;
        IStreamListener listener = await context.Network.Streams.ListenAsync(
            beginsWithTls ? Endpoint.Tcp(endpoint.Host, endpoint.Port) : endpoint, context.Stop);
        Endpoint bound = beginsWithTls
            ? Endpoint.Tls(listener.Endpoint.Host, listener.Endpoint.Port)
            : listener.Endpoint;
        if (listener is TlsListener secured)
            listener = secured.Offering(service.ApplicationProtocols());
        IConnectionHandler handler = service.Stream!(settings with { BeginsWithTls = beginsWithTls });
        await service.Rehearse(handler);
        var server = new StreamServer(listener, handler, settings.Limits, serverContext);
        return new BoundServer(bound, OpenFilesOf(service), (stop, insist) => RunAsync(server, handler, stop, insist));
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

    private async Task<BoundServer> BindDatagramAsync(
        ServiceModule service, Endpoint endpoint, ServerContext serverContext)
    {
        IDatagramSocket socket = await context.Network.Sockets.BindAsync(endpoint, context.Stop);
        IDatagramTransport? exchanges = service.KeepsToItsPort(settings) ? null : context.Network.Sockets;
        var server = new DatagramServer(
            socket, exchanges, service.Datagram!(settings), settings.Limits, serverContext);
        return new BoundServer(socket.Endpoint, OpenFilesOf(service), server.RunAsync);
    }

    private int OpenFilesOf(ServiceModule service) =>
        service.OpenFiles(settings.Folder is { } folder && folder.Accounts.MayAnybody(Rights.Write));
}

/// <summary>A server that can be connected to, and is not served yet.</summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="OpenFiles">How many descriptors a connection needs at its busiest.</param>
/// <param name="RunAsync">Serves to the end.</param>
internal sealed record BoundServer(Endpoint Endpoint, int OpenFiles, ServerGroup.Server RunAsync);
