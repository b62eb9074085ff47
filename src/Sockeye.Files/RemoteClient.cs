using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Files.Sync;

namespace Sockeye.Files;

/// <summary>Fetches, stores and syncs the files of any URL.</summary>
/// <remarks>
/// <para>The schemes are those of <see cref="RemoteUrl.Schemes"/>. Who logs in is in the URL
/// (<c>ftp://user:password@host/name</c>), or the user is, and the password is that of the options' login of that name;
/// else nobody does. No other server is sent it.</para>
/// <para>Safe from several tasks at once: each operation has a connection of its own, and a few stay open for the next
/// of the same server. For the failures see <see cref="RemoteFiles"/>; a text that is no URL is an
/// <see cref="ArgumentException"/>.</para>
/// </remarks>
/// <param name="options">How to deal with servers; null for the defaults.</param>
/// <param name="context">What that takes of the world; null for the sockets and the clock of this system.</param>
public sealed class RemoteClient(RemoteOptions? options = null, RemoteContext? context = null) : IAsyncDisposable
{
    private const int MostIdle = 8; // connections kept for the next operation: our choice

    private readonly RemoteOptions _options = options ?? new RemoteOptions();
    private readonly RemoteContext _context = context ?? new RemoteContext();
    private readonly Lock _lock = new();
    private readonly List<(RemoteServer Server, RemoteFiles Files)> _idle = []; // the oldest first
    private bool _isDisposed;

    /// <summary>Fetches a file; the same call goes on from what an earlier one left in <c>FILE.part</c>.</summary>
    /// <param name="url">The file on its server.</param>
    /// <param name="path">Where it goes here; a file there is replaced when the new one is whole and verified.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteTransfer> FetchAsync(
        string url, string path, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        WithAsync(url, (files, name) => files.FetchAsync(name, path, progress, cancel));

    /// <summary>Fetches a file into a stream. A wrong SHA-256 is only found when the bytes are out.</summary>
    /// <param name="url">The file on its server.</param>
    /// <param name="output">Where its bytes go; it is flushed, and not closed.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteTransfer> FetchAsync(
        string url, Stream output, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        WithAsync(url, (files, name) => files.FetchAsync(name, output, progress, cancel));

    /// <summary>Stores a local file; the same call goes on with one that was cut, where the server can.</summary>
    /// <param name="path">The file here.</param>
    /// <param name="url">Where it goes; into a directory, under its own name, if that ends in a slash.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">It is no URL, or no file of a server can have that name.</exception>
    public Task<RemoteTransfer> StoreAsync(
        string path, string url, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        WithAsync(url, (files, name) => files.StoreAsync(path, name, progress, cancel), Path.GetFileName(path));

    /// <summary>Asks what is known of a file or directory.</summary>
    /// <param name="url">Which.</param>
    /// <param name="withSum">Whether the server is to read the whole file for its SHA-256, where it can.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteFile> StatAsync(string url, bool withSum = false, CancellationToken cancel = default) =>
        WithAsync(url, (files, name) => files.StatAsync(name, withSum, cancel));

    /// <summary>Asks for the entries of a directory, and what is missing of them.</summary>
    /// <param name="url">Which.</param>
    /// <param name="isRecursive">Whether to ask for all below it as well.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteListing> ListAsync(string url, bool isRecursive = false, CancellationToken cancel = default) =>
        WithAsync(url, (files, name) => files.ListAsync(name.TrimEnd('/'), isRecursive, cancel));

    /// <summary>Makes one directory like another, one way: from here to a server, or from it.</summary>
    /// <param name="from">A directory here, or a URL.</param>
    /// <param name="to">The same; one of the two is a URL.</param>
    /// <param name="sync">How; null for the defaults: nothing is removed.</param>
    /// <param name="observer">Is told what is done; null: nobody.</param>
    /// <param name="cancel">Gives up; the same call goes on.</param>
    /// <returns>
    /// What was done. What failed is counted there, and told to the observer: it does not end the rest.
    /// </returns>
    public async Task<SyncSummary> SyncAsync(
        string from, string to, SyncOptions? sync = null, ISyncObserver? observer = null,
        CancellationToken cancel = default)
    {
        bool isUpload = RemoteUrl.IsMeant(to);
        if (isUpload == RemoteUrl.IsMeant(from))
            throw new ArgumentException("one of the two is a URL, the other a directory here", nameof(to));

        RemoteServer server = ServerOf(isUpload ? to : from);
        lock (_lock)
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        var run = new DirectorySync(server, isUpload ? from : to, isUpload, sync, observer);
        return await run.RunAsync(cancel);
    }

    /// <summary>Says goodbye to the servers of the connections that are open. Not while an operation runs.</summary>
    public async ValueTask DisposeAsync()
    {
        (RemoteServer, RemoteFiles Files)[] idle;
        lock (_lock)
        {
            _isDisposed = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        await Task.WhenAll(idle.Select(one => one.Files.DisposeAsync().AsTask()));
    }

    private RemoteServer ServerOf(string text)
    {
        if (RemoteUrl.Parse(text, out string? password, out string? error) is not { } url)
            throw new ArgumentException(error);
        RemoteLogin? login = (url.User, password) switch
        {
            ({ } user, { } secret) => new RemoteLogin(user, secret),
            (null, _) => null,
            ({ } user, null) when user == _options.Login?.User => _options.Login,
            _ => throw new ArgumentException(
                $"there is no password for {url.User}: write it into the URL, or the options"),
        };
        return new RemoteServer(_context, url, _options with { Login = login });
    }

    private async Task<T> WithAsync<T>(
        string text, Func<RemoteFiles, string, Task<T>> operation, string? file = null)
    {
        RemoteServer asked = ServerOf(text);
        string name = file is null ? asked.Url.Name : NameIn(asked.Url, file);
        RemoteServer server = asked with { Url = asked.Url.Server };
        RemoteFiles files = TakeIdle(server) ?? server.Open();
        try
        {
            return await operation(files, name);
        }
        finally
        {
            if (Return(server, files) is { } surplus)
                await surplus.DisposeAsync();
        }
    }

    /// <summary>The name of a file that is stored: into a directory, its own.</summary>
    /// <exception cref="ArgumentException">No file of a server can be called so.</exception>
    private static string NameIn(RemoteUrl url, string file)
    {
        if (url.Name.Length > 0 && !url.Name.EndsWith('/'))
            return url.Name;

        string name = url.Name + file;
        return RemoteUrl.Parse(url.With(name).ToString(), out string? error) is null
            ? throw new ArgumentException(error)
            : name;
    }

    private RemoteFiles? TakeIdle(RemoteServer server)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            int at = _idle.FindLastIndex(one => IsSame(one.Server, server));
            if (at < 0)
                return null;

            RemoteFiles files = _idle[at].Files;
            _idle.RemoveAt(at);
            return files;
        }
    }

    /// <returns>What is no longer kept, to be disposed.</returns>
    private RemoteFiles? Return(RemoteServer server, RemoteFiles files)
    {
        lock (_lock)
        {
            if (_isDisposed || server.Url.Query.Length > 0) // it is asked for no other file
                return files;

            _idle.Add((server, files));
            if (_idle.Count <= MostIdle)
                return null;

            RemoteFiles oldest = _idle[0].Files;
            _idle.RemoveAt(0);
            return oldest;
        }
    }

    // A login from the URL is an object of its own each time.
    private static bool IsSame(RemoteServer one, RemoteServer other) =>
        one.Url == other.Url && one.Options.Login?.User == other.Options.Login?.User
        && one.Options.Login?.Password == other.Options.Login?.Password;
}
