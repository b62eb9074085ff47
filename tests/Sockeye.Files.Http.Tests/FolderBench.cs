using System.Buffers;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Http;
using Sockeye.Http.Operations;
using Sockeye.Http.Routes;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Http.Tests;

/// <summary>A folder that is served over the memory network, and a client.</summary>
internal sealed class FolderBench : IAsyncDisposable
{
    private static readonly Endpoint Address = Endpoint.Tcp("files", 80);

    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryNetwork _network;
    private readonly Meter _meter = new(ServerMetrics.MeterName); // as every bench has: none reads another's
    private readonly OperationsRoutes _operations;
    private readonly HttpHandler _handler;
    private readonly bool _ownsFolder;
    private readonly FileRoot _root;
    private readonly Task<ServeOutcome> _serving;
    private readonly Channel<AccessRecord> _records = Channel.CreateUnbounded<AccessRecord>();

    private FolderBench(IStreamListener listener, MemoryNetwork network, Setting setting)
    {
        _network = network;
        Folder = setting.Existing ?? new TemporaryDirectory();
        _ownsFolder = setting.Existing is null;
        Folder.AddDirectory("root");
        _root = setting.SideBySide.Count == 0
            ? new FileRoot(Folder.At("root"), setting.Root, Clock)
            : FileRoot.OfPaths([.. setting.SideBySide.Select(name => Folder.At($"root/{name}"))], setting.Root, Clock);
        Accounts accounts = setting.Accounts is { } source ? new Accounts(source, Clock) : Accounts.Anyone(setting.Rights);
        Transfers = new Transfers(Clock, Keep);
        var shared = new SharedFolder(_root, accounts, Transfers);
        var folder = new FolderSite(shared, setting.Folder, Clock);
        var metrics = new ServerMetrics(_meter);
        _operations = new OperationsRoutes(metrics, showsMetricsToAll: false);
        var site = new HttpSite([.. folder.Routes, .. _operations.Routes]);
        var options = setting.Http with { HostNames = [.. setting.Http.HostNames, Address.Host, "x"] };
        _handler = new HttpHandler(site, options, Clock);
        var server = new StreamServer(
            listener, _handler, setting.Limits, new ServerContext
            {
                Service = "http",
                Time = Clock,
                Metrics = metrics,
                OnServed = Served.Add,
            });
        _serving = server.RunAsync(_stop.Token);
        Client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, _) => new OwningStream(await ConnectAsync()),
            AllowAutoRedirect = false,
            UseCookies = false,
        })
        {
            BaseAddress = new Uri("http://files"),
        };
    }

    public TemporaryDirectory Folder { get; }

    public ManualClock Clock { get; } = new();

    public HttpClient Client { get; }

    public Transfers Transfers { get; }

    public List<ServiceInterval> Served { get; } = [];

    public List<AccessRecord> Log { get; } = [];

    public static async Task<FolderBench> StartAsync(Setting? setting = null)
    {
        var network = new MemoryNetwork(TimeProvider.System);
        return new FolderBench(await network.ListenAsync(Address), network, setting ?? new Setting());
    }

    public ValueTask<StreamConnection> ConnectAsync() => _network.ConnectAsync(Address);

    /// <summary>
    /// Sends raw text on a connection of its own, and reads what comes until the server ends it, or breaks it off.
    /// </summary>
    public async Task<string> TalkAsync(string request)
    {
        await using StreamConnection connection = await ConnectAsync();
        await connection.SendAsync(request);
        await connection.CompleteOutputAsync();
        var text = new System.Text.StringBuilder();
        try
        {
            while (await connection.Input.ReadAsync() is { IsCompleted: false } read)
            {
                text.Append(System.Text.Encoding.UTF8.GetString(read.Buffer.ToArray()));
                connection.Input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (IOException)
        {
            // broken off
        }

        return text.ToString();
    }

    /// <summary>Waits for the next line of the access log.</summary>
    public ValueTask<AccessRecord> NextRecordAsync() => _records.Reader.ReadAsync();

    public string Add(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.At($"root/{name}"))!);
        return Folder.AddFile($"root/{name}", System.Text.Encoding.UTF8.GetBytes(content));
    }

    public string Read(string name) => File.ReadAllText(Folder.At($"root/{name}"));

    public bool Has(string name) => File.Exists(Folder.At($"root/{name}"));

    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, HttpContent? content = null, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://files" + path, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        }))
        {
            Content = content,
        };
        foreach ((string name, string value) in fields)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async Task<ServeOutcome> StopAsync()
    {
        await _stop.CancelAsync();
        return await _serving;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        await _handler.DisposeAsync();
        _operations.Dispose();
        _meter.Dispose();
        _root.Dispose();
        if (_ownsFolder)
            Folder.Dispose();
        _stop.Dispose();
    }

    private void Keep(AccessRecord record)
    {
        lock (Log)
            Log.Add(record);
        _records.Writer.TryWrite(record);
    }

    /// <summary>What a test chooses.</summary>
    internal sealed record Setting
    {
        public Rights Rights { get; init; } = Rights.All;

        /// <summary>The directory of an earlier bench, for a server that was started again.</summary>
        public TemporaryDirectory? Existing { get; init; }

        /// <summary>What of the directory is shared side by side, and nothing else; empty for all of it.</summary>
        public IReadOnlyList<string> SideBySide { get; init; } = [];

        public IAccountSource? Accounts { get; init; }

        public FolderSiteOptions Folder { get; init; } = new();

        public HttpOptions Http { get; init; } = new();

        public FileRootOptions Root { get; init; } = new();

        public ServeOptions Limits { get; init; } = new();
    }

    /// <summary>A stream that ends its connection.</summary>
    private sealed class OwningStream(StreamConnection connection) : Stream
    {
        private readonly ConnectionStream _inner = new(connection);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _inner.Length;

        public override long Position { get => _inner.Position; set => _inner.Position = value; }

        public override void Flush() => _inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _inner.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

        public override void SetLength(long value) => _inner.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _inner.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            connection.Abort(EndReason.Cancelled);
            base.Dispose(disposing);
        }
    }
}
