#:project ../src/Sockeye/Sockeye.csproj
#:package Microsoft.Extensions.Hosting
#:property PublishAot=false

// A server of one's own under the Generic Host: docs/library.md explains it.
//   dotnet run examples/line-server.cs -- --listen tcp://127.0.0.1:7100
using System.Buffers;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sockeye.Driving;
using Sockeye.Protocols.Framing;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<LineServer>();
await builder.Build().RunAsync();

// What happens on one connection: each line is answered with the number of its words.
internal sealed class WordCount : IConnectionHandler
{
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        var lines = new FrameReader<ReadOnlySequence<byte>>(connection.Input, new LineDecoder(maxLineBytes: 1024));
        while (await lines.MoveNextAsync(stopping))
        {
            string line = Encoding.UTF8.GetString(lines.Current);
            int words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            Encoding.UTF8.GetBytes($"{words}\n", connection.Output);
            await connection.Output.FlushAsync(stopping); // waits while the client is slow
        }
    }
}

// The host starts it, and stops it on SIGTERM or Ctrl-C.
internal sealed class LineServer(IConfiguration configuration, ILogger<LineServer> logger) : BackgroundService
{
    private StreamServer? _server;

    // Binding belongs to the start: an address that is taken ends the program, before the host says that it runs.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = Endpoint.Parse(configuration["listen"] ?? "tcp://127.0.0.1:7100");
        var transport = new SocketTransport(TimeProvider.System);
        IStreamListener listener = await transport.ListenAsync(endpoint, cancellationToken);
        _server = new StreamServer(
            listener, new WordCount(),
            new ServeOptions { IdleTimeout = TimeSpan.FromMinutes(1), DrainTimeout = TimeSpan.FromSeconds(5) },
            new ServerContext { Service = "words", Logger = logger });
        logger.LogInformation("listening on {Endpoint}", listener.Endpoint);
        await base.StartAsync(cancellationToken);
    }

    // Nobody new is accepted once the host stops; those who are being served have the drain time.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _server!.RunAsync(stoppingToken);
}
