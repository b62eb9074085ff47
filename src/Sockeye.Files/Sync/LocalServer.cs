using Sockeye.Files.Access;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Sync;

/// <summary>
/// A directory of this machine as a server of this process, so that one may be synced with another: verified, published
/// whole, and gone on with as everywhere.
/// </summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FileRoot _root;
    private readonly Task _serving;

    private LocalServer(FileRoot root, IStreamListener listener, RemoteServer remote, TimeProvider time)
    {
        (_root, Remote) = (root, remote);
        var server = new StreamServer(
            listener, new SfpHandler(new SharedFolder(root, Rights.All)), new ServeOptions(),
            new ServerContext { Service = "files", Time = time });
        _serving = server.RunAsync(_stop.Token);
    }

    /// <summary>How it is reached.</summary>
    public RemoteServer Remote { get; }

    /// <summary>Serves a directory.</summary>
    /// <param name="directory">It must be there.</param>
    /// <param name="context">The clock, and where retries are told.</param>
    /// <param name="options">How it is dealt with.</param>
    /// <exception cref="FileRefusedException">It is not there, or its rights do not allow it.</exception>
    public static async Task<LocalServer> StartAsync(string directory, RemoteContext context, RemoteOptions options)
    {
        var network = new MemoryNetwork(context.Time);
        var limits = new FileRootOptions { MaxUploadBytes = long.MaxValue }; // our user's own disk is the limit
        var root = new FileRoot(directory, limits, context.Time);
        IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("here", port: 1));
        RemoteUrl url = RemoteUrl.Parse($"tcp://{listener.Endpoint.Host}:{listener.Endpoint.Port}/", out _)!;
        var remote = new RemoteServer(context with { Streams = network }, url, options with { Login = null });
        return new LocalServer(root, listener, remote, context.Time);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _root.Dispose();
        _stop.Dispose();
    }
}
