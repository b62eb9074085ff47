using System.Text;
using System.Threading.Channels;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>A file server on a network of its own, with a directory of its own.</summary>
internal sealed class FilesServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporaryDirectory _directory;
    private readonly Task _run;
    private readonly List<ServiceInterval> _served = [];
    private readonly List<AccessRecord> _accesses = [];
    private readonly Channel<EndReason> _ends = Channel.CreateUnbounded<EndReason>();

    private FilesServer(
        ManualClock clock, MemoryNetwork network, IStreamListener listener,
        TemporaryDirectory directory, FileRoot root, SfpOptions options, Accounts accounts)
    {
        Network = network;
        _directory = directory;
        Root = root;
        Endpoint = listener.Endpoint;
        Folder = new SharedFolder(root, accounts, new Transfers(clock, Remember));
        var context = new ServerContext { Service = "files", Time = clock, OnServed = Remember };
        _run = new StreamServer(listener, new SfpHandler(Folder, options), new ServeOptions(), context)
            .RunAsync(_stop.Token, insist: _stop.Token);
    }

    public FileRoot Root { get; }

    public SharedFolder Folder { get; }

    /// <summary>The access log so far.</summary>
    public IReadOnlyList<AccessRecord> Accesses
    {
        get
        {
            lock (_served)
                return [.. _accesses];
        }
    }

    public MemoryNetwork Network { get; }

    public Endpoint Endpoint { get; }

    /// <summary>How the connections ended, once the server has.</summary>
    public IReadOnlyList<EndReason> Ends
    {
        get
        {
            lock (_served)
                return [.. _served.Select(served => served.Reason)];
        }
    }

    /// <summary>Starts it with the corpus planted, or serving <paramref name="path"/>.</summary>
    public static async Task<FilesServer> StartAsync(
        SfpOptions? options = null, bool mayUseOpenAt2 = true, string? path = null, FileRootOptions? limits = null,
        Accounts? accounts = null)
    {
        var directory = new TemporaryDirectory();
        string planted = TraversalCorpus.Plant(directory);
        var clock = new ManualClock();
        var network = new MemoryNetwork(clock);
        IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 55));
        var root = new FileRoot(path ?? planted, limits, mayUseOpenAt2, LongAfterAnyChange());
        return new FilesServer(
            clock, network, listener, directory, root, options ?? new SfpOptions(),
            accounts ?? Accounts.Anyone(Rights.All));
    }

    /// <summary>The path of something in the root.</summary>
    public string At(string name) => _directory.At("root/" + name);

    public ValueTask<StreamConnection> ConnectAsync(CancellationToken cancel = default) =>
        Network.ConnectAsync(Endpoint, cancel);

    /// <summary>Gives a file other content, with a change time that tells it from the earlier.</summary>
    public void Replace(string name, string content)
    {
        FileClock.PassStep(_directory);
        File.WriteAllText(At(name), content);
    }

    /// <summary>Sends bytes as a person with netcat would, ends the stream, and reads all that comes back.</summary>
    public async Task<string> TalkAsync(byte[] bytes)
    {
        await using StreamConnection peer = await ConnectAsync();
        await peer.Output.WriteAsync(bytes);
        await peer.CompleteOutputAsync();
        using var received = new MemoryStream();
        await peer.Input.CopyToAsync(received);
        return Encoding.UTF8.GetString(received.ToArray());
    }

    public Task<string> TalkAsync(string text) => TalkAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits for the next connection to end.</summary>
    public ValueTask<EndReason> NextEndAsync() => _ends.Reader.ReadAsync();

    /// <summary>Waits until all connections have ended: each ends by itself, or is cut off.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        Root.Dispose();
        _directory.Dispose();
    }

    // So that sums are remembered: all files have been left alone for long.
    private static ManualClock LongAfterAnyChange()
    {
        var clock = new ManualClock();
        clock.StepCalendar(TimeSpan.FromDays(365_000));
        return clock;
    }

    private void Remember(AccessRecord access)
    {
        lock (_served)
            _accesses.Add(access);
    }

    private void Remember(ServiceInterval interval)
    {
        _ends.Writer.TryWrite(interval.Reason);
        lock (_served)
            _served.Add(interval);
    }
}
