using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Files.Tftp;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Tftp;

/// <summary>A TFTP server on the memory network, and a client of it.</summary>
internal sealed class TftpFixture : IAsyncDisposable
{
    public static readonly Endpoint ServerEndpoint = Endpoint.Udp("server", 69);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ServeOutcome> _running;

    private TftpFixture(ServeMode mode, bool isWritable, bool sharesPort, TempTftpFiles files)
    {
        Files = files;
        Network = new MemoryNetwork(Clock);
        IDatagramSocket socket = Network.BindAsync(ServerEndpoint).AsTask().GetAwaiter().GetResult();
        var service = new TftpService(
            new SharedFolder(Files.Root, isWritable ? Rights.All : Rights.ReadOnly), new TftpServiceOptions());
        var context = new ServerContext { Service = "tftp", Time = Clock, OnServed = Served.Enqueue };
        var server = new DatagramServer(
            socket, sharesPort ? null : Network, service, new ServeOptions { Mode = mode }, context);
        _running = server.RunAsync(_stop.Token);
        Client = new TftpClient(Network, Clock);
    }

    public ManualClock Clock { get; } = new();

    public MemoryNetwork Network { get; }

    public TempTftpFiles Files { get; }

    public TftpClient Client { get; }

    public ConcurrentQueue<ServiceInterval> Served { get; } = new();

    public Task<ServeOutcome> Running => _running;

    public static TftpFixture Start(
        ServeMode? mode = null, bool isWritable = false, bool sharesPort = false, TempTftpFiles? files = null) =>
        new(mode ?? ServeMode.Concurrent(10), isWritable, sharesPort, files ?? new TempTftpFiles());

    public async Task<byte[]> GetAsync(string name, TftpMode mode = TftpMode.Octet, Endpoint? server = null)
    {
        string copy = Guid.NewGuid().ToString("N");
        using (SafeFileHandle file = Files.Create(copy))
            await Client.GetAsync(server ?? ServerEndpoint, name, file, mode);
        return await File.ReadAllBytesAsync(Files.PathOf(copy));
    }

    public async Task<TftpTransfer> PutAsync(
        string source, string name, TftpMode mode = TftpMode.Octet, IProgress<TransferPosition>? progress = null)
    {
        using SafeFileHandle file = File.OpenHandle(Files.PathOf(source));
        return await Client.PutAsync(ServerEndpoint, name, file, mode, progress);
    }

    /// <summary>Ends the server; what is still dallying is cut off by the moved clock.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await VirtualTime.PassAsync(Clock, _running);
        Files.Dispose();
        _stop.Dispose();
    }
}
