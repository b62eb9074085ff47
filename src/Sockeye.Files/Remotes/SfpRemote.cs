using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Remotes;

/// <summary>The files of an SFP/1 server: one connection for downloads, and one for everything else.</summary>
internal sealed class SfpRemote(RemoteContext context, Endpoint endpoint, RemoteOptions options) : IRemoteFiles
{
    private readonly List<WatchedConnection> _opened = [];
    private SfpClient? _client;
    private SfpDownload? _download;

    public bool KeepsTimes => true;

    public async Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop)
    {
        SfpFile file = await AskAsync(
            async client => withSum ? await client.SumAsync(name, cancel: stop) : await client.StatAsync(name, stop),
            stop);
        return new RemoteFile(name, FileKind.File, file.Length, file.Modified, file.Sum);
    }

    public Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        FetchAsync(download => download.ToFileAsync(name, target, mayResume, progress, stop));

    public Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        FetchAsync(download => download.ToStreamAsync(name, output, progress, stop));

    public async Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, stop); // before a server waits for us
        (SfpFile published, long resumedFrom) = await AskAsync(
            client => client.ResumeAsync(name, file, length, sum, progress, stop), stop);
        return new RemoteStore(published.Length, resumedFrom, IsVerified: true);
    }

    public async Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop)
    {
        SfpListing listing = await AskAsync(client => client.ListAsync(directory, isRecursive, stop), stop);
        return new RemoteListing([.. listing.Entries.Select(FileOf)], [.. listing.Missing.Select(GapOf)]);
    }

    public Task DeleteAsync(string name, CancellationToken stop) =>
        DoAsync(client => client.DeleteAsync(name, stop), stop);

    public Task CreateDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(client => client.CreateDirectoryAsync(name, stop), stop);

    public Task RemoveDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(client => client.RemoveDirectoryAsync(name, stop), stop);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) =>
        DoAsync(client => client.TouchAsync(name, modified, stop), stop);

    public async ValueTask DisposeAsync()
    {
        if (_download is not null)
            await _download.DisposeAsync();
        foreach (WatchedConnection opened in _opened)
            await opened.DisposeAsync();
        _opened.Clear();
        (_client, _download) = (null, null);
    }

    private static RemoteFile FileOf(SfpEntry entry) => entry.Kind switch
    {
        SfpEntryKind.File => new RemoteFile(entry.Name, FileKind.File, entry.Length, entry.Modified),
        SfpEntryKind.Directory => new RemoteFile(entry.Name, FileKind.Directory, null, entry.Modified),
        _ => new RemoteFile(entry.Name, FileKind.Other, null, entry.Modified),
    };

    private static RemoteGap GapOf(SfpEntry entry) => RemoteGap.Of(
        entry.Name, entry.Count, entry.Reason switch
        {
            SfpMissing.Unreadable => "unreadable",
            SfpMissing.Unnameable => "unnameable",
            _ => "the server has a reason that is not known here",
        });

    private Task<RemoteFetch> FetchAsync(
        Func<SfpDownload, ValueTask<SfpDownloadResult>> fetch) => GuardAsync(async () =>
    {
        _download ??= new SfpDownload(ConnectAsync) { Verifies = options.Verifies };
        SfpDownloadResult got = await fetch(_download);
        return new RemoteFetch(got.Length, got.ResumedFrom, got.Sum, got.IsVerified);
    });

    private Task<bool> DoAsync(Func<SfpClient, ValueTask> act, CancellationToken stop) => AskAsync(
        async client =>
        {
            await act(client);
            return true;
        },
        stop);

    private Task<T> AskAsync<T>(Func<SfpClient, ValueTask<T>> ask, CancellationToken stop) => GuardAsync(async () =>
    {
        try
        {
            return await ask(_client ??= new SfpClient(await ConnectAsync(stop)));
        }
        catch (IOException) when (_client is { IsClosedBetweenAnswers: true }) // a server that answers once
        {
            return await ask(_client = new SfpClient(await ConnectAsync(stop)));
        }
    });

    private async ValueTask<StreamConnection> ConnectAsync(CancellationToken stop)
    {
        StreamConnection connection = await new StepTimeout(options.Timeout, context.Time, context.Stop).ForAsync(
            $"connect to {endpoint}", cancel => context.Streams.ConnectAsync(endpoint, cancel));
        _opened.Add(new WatchedConnection(connection, new IdleWatch(connection, options.Timeout, context.Time)));
        if (options.Login is { } login)
            await new SfpClient(connection).LoginAsync(login.User, login.Password, stop);
        return connection;
    }

    // After a failure nobody knows where in a connection we are: the next operation begins with a new one.
    private async Task<T> GuardAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (IOException) when (_opened.Exists(opened => opened.WasSilent))
        {
            await DisposeAsync();
            throw new TimeoutException($"{endpoint} was silent for {options.Timeout.TotalSeconds:0.###} s");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private sealed class WatchedConnection(StreamConnection connection, IdleWatch watch) : IAsyncDisposable
    {
        public bool WasSilent => connection.EndReason == EndReason.IdleTooLong;

        public ValueTask DisposeAsync()
        {
            watch.Dispose();
            return connection.DisposeAsync();
        }
    }
}
