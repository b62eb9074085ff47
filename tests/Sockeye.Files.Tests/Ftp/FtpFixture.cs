using System.Text;
using System.Threading.Channels;
using Sockeye.Files.Access;
using Sockeye.Files.Ftp;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>
/// An FTP server on a network of its own, with a directory of its own and a clock that is moved by hand.
/// </summary>
internal sealed class FtpFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _insist = new();
    private readonly FileRoot _root;
    private readonly Task _run;
    private readonly Channel<AccessRecord> _accesses = Channel.CreateUnbounded<AccessRecord>();
    private readonly Channel<EndReason> _ends = Channel.CreateUnbounded<EndReason>();

    private FtpFixture(
        FtpOptions? options, Accounts? accounts, FileRootOptions? limits, TlsServer? tls, IStreamListener listener,
        MemoryNetwork network, ManualClock clock)
    {
        (Network, Clock, Endpoint) = (network, clock, listener.Endpoint);
        _root = new FileRoot(Directory.Path, limits);
        var transfers = new Transfers(clock, record => _accesses.Writer.TryWrite(record));
        Folder = new SharedFolder(_root, accounts ?? Accounts.Anyone(Rights.All), transfers);
        var context = new ServerContext
        {
            Service = "ftp",
            Time = clock,
            OnServed = served => _ends.Writer.TryWrite(served.Reason),
        };
        var handler = new FtpHandler(Folder, network, clock, options, tls);
        _run = new StreamServer(listener, handler, new ServeOptions(), context).RunAsync(_stop.Token, _insist.Token);
    }

    public TemporaryDirectory Directory { get; } = new();

    public MemoryNetwork Network { get; }

    public ManualClock Clock { get; }

    public Endpoint Endpoint { get; }

    public SharedFolder Folder { get; }

    public static async Task<FtpFixture> StartAsync(
        FtpOptions? options = null, Accounts? accounts = null, FileRootOptions? limits = null, TlsServer? tls = null)
    {
        var clock = new ManualClock();
        var network = new MemoryNetwork(clock);
        IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 21));
        return new FtpFixture(options, accounts, limits, tls, listener, network, clock);
    }

    /// <summary>Asks the server to stop; what is under way may end.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Cuts off what is still under way.</summary>
    public void Insist() => _insist.Cancel();

    /// <summary>The next line of the access log.</summary>
    public async Task<string> NextAccessAsync()
    {
        AccessRecord record = await _accesses.Reader.ReadAsync();
        return $"{record.User} {record.Action} {record.Name} {record.Bytes} {record.Result}";
    }

    /// <summary>Why the next connection ended.</summary>
    public async Task<EndReason> NextEndAsync() => await _ends.Reader.ReadAsync();

    /// <summary>A client that has said nothing yet.</summary>
    public async Task<FtpTypist> ConnectAsync() => new(await Network.ConnectAsync(Endpoint), Network);

    /// <summary>A client that is logged in as anonymous, in TYPE I.</summary>
    public async Task<FtpTypist> LogInAsync()
    {
        FtpTypist client = await ConnectAsync();
        await client.ReadAsync();
        await client.SayAsync("USER ftp");
        await client.SayAsync("PASS x");
        await client.SayAsync("TYPE I");
        return client;
    }

    /// <summary>Our own client, logged in.</summary>
    public async Task<FtpClient> ClientAsync(FtpClientOptions? options = null)
    {
        var client = new FtpClient(await Network.ConnectAsync(Endpoint), Network, Clock, options);
        await client.LogInAsync("anonymous", "x");
        return client;
    }

    public string TextOf(string name) => File.ReadAllText(Directory.At(name), Encoding.UTF8);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _insist.CancelAsync();
        await _run;
        _root.Dispose();
        Directory.Dispose();
    }
}
