using System.Collections.Concurrent;
using Sockeye.Files.Access;
using Sockeye.Files.Tests.Tftp;
using Sockeye.Files.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Serving;

/// <summary>A server on the memory network, with a clock that a test moves.</summary>
public abstract class DatagramServerFixture : IDisposable
{
    protected DatagramServerFixture()
    {
        Network = new MemoryNetwork(Clock);
        Files.Add("file", 100);
    }

    private protected static byte[] ReadRequest { get; } = "\0\u0001file\0octet\0"u8.ToArray();

    private protected VirtualTime Time { get; } = new();

    private protected ManualClock Clock { get; } = new();

    private protected TempTftpFiles Files { get; } = new();

    private protected CancellationTokenSource Stop { get; } = new();

    private protected CancellationTokenSource Insist { get; } = new();

    private protected ConcurrentQueue<ServiceInterval> Served { get; } = new();

    private protected ListLogger Log { get; } = new();

    private protected MemoryNetwork Network { get; }

    private protected Endpoint ServerEndpoint { get; private set; } = Endpoint.Udp("server", 0);

    private protected Task<ServeOutcome> Running { get; private set; } = Task.FromResult(ServeOutcome.Drained);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Time.Run(StopAsync);
        Files.Dispose();
        Stop.Dispose();
        Insist.Dispose();
    }

    private protected TftpService Tftp() => new(new SharedFolder(Files.Root, Rights.All), new TftpServiceOptions());

    private protected async Task StartAsync(
        IDatagramService service, ServeMode mode, bool sharesPort = false, TimeSpan? drain = null,
        IDatagramTransport? exchanges = null, OwnPorts? ports = null)
    {
        IDatagramSocket socket = await Network.BindAsync(ServerEndpoint);
        var options = new ServeOptions { Mode = mode, DrainTimeout = drain ?? TimeSpan.FromSeconds(5) };
        var context = new ServerContext { Time = Clock, Logger = Log, OnServed = Served.Enqueue, Ports = ports ?? new() };
        var server = new DatagramServer(
            socket, sharesPort ? null : exchanges ?? Network, service, options, context);
        ServerEndpoint = server.Endpoint;
        Running = server.RunAsync(Stop.Token, Insist.Token);
    }

    private protected async Task<ServeOutcome> StopAsync()
    {
        Stop.Cancel();
        await VirtualTime.PassAsync(Clock, Running);
        return await Running;
    }

    private protected async Task<DatagramPeer> PeerAsync()
    {
        System.Net.EndPoint server = (await Network.ResolveAsync(ServerEndpoint))[0];
        return new DatagramPeer(Network.Open(server), server);
    }
}
