using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>The files of an SFP/1 server, over one connection.</summary>
/// <remarks>A server that closes after each answer is connected to again for the next request.</remarks>
internal sealed class SfpRemote(RemoteContext context, Endpoint endpoint, RemoteOptions options) : IRemote
{
    private readonly TlsTransport _transport =
        new(context.Streams, server: null, new TlsClient(context.Trust, context.Time));

    private StreamConnection? _connection;
    private SfpClient? _client;
    private bool _hasGone; // it closed after an answer, and could not be connected to again

    public bool KeepsTimes => true;

    public async Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel)
    {
        SfpFile file = await AskAsync(
            client => withSum ? client.SumAsync(name, cancel: cancel) : client.StatAsync(name, cancel), cancel);
        return FileOf(name, file);
    }

    public async Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel) =>
        (await AskAsync(client => client.SumAsync(name, expectedLength: length, cancel), cancel)).Sum;

    public async Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel)
    {
        SfpFile? file = await AskAsync(client => client.SumAsync(name, 0, length, cancel), cancel);
        return FileOf(name, file ?? new SfpFile(0, default, Sum: null)); // it is shorter than that
    }

    public async Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress, CancellationToken cancel)
    {
        long offset = part.Length;
        try
        {
            return FileOf(
                name, await AskAsync(client => client.GetAsync(name, part.Handle, offset, progress, cancel), cancel));
        }
        catch (IOException) when (_hasGone && known is not null)
        {
            throw new PeerProtocolException(
                ProtocolError.Unexpected,
                "the server ended after one answer; run again with --no-resume while it serves again");
        }
    }

    public async Task<RemoteFile> CopyAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel) =>
        FileOf(name, await AskAsync(client => client.CopyAsync(name, output, hash: null, progress, cancel), cancel));

    public async Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, cancel); // before a server waits for us
        try
        {
            (SfpFile published, long resumedFrom) = await AskAsync(
                client => client.ResumeAsync(name, file, length, sum, progress, cancel), cancel);
            return new RemoteTransfer(published.Length, resumedFrom, sum, IsVerified: true);
        }
        catch (PeerProtocolException)
        {
            await DropAsync(); // it cannot be used after a refused PUT
            throw;
        }
    }

    public async Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel)
    {
        SfpListing listing = await AskAsync(client => client.ListAsync(directory, isRecursive, cancel), cancel);
        return new RemoteListing([.. listing.Entries.Select(FileOf)], [.. listing.Missing.Select(GapOf)]);
    }

    public Task DeleteAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.DeleteAsync(name, cancel), cancel);

    public Task CreateDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.CreateDirectoryAsync(name, cancel), cancel);

    public Task RemoveDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.RemoveDirectoryAsync(name, cancel), cancel);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel) =>
        DoAsync(client => client.TouchAsync(name, modified, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsUnfinished: false } client && _connection is { EndReason: EndReason.None })
            await Farewell.SayAsync(client.ByeAsync, context.Time);
        await DropAsync();
    }

    private static RemoteFile FileOf(string name, SfpFile file) =>
        new(name, FileKind.File, file.Length, file.Modified, file.Sum)
        {
            Version = FormattableString.Invariant($"{file.Length} {file.Modified:O}"),
        };

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

    private Task<bool> DoAsync(Func<SfpClient, ValueTask> act, CancellationToken cancel) => AskAsync(
        async client =>
        {
            await act(client);
            return true;
        },
        cancel);

    // After a failure nobody knows where in a connection we are: the next operation begins with a new one.
    private async Task<T> AskAsync<T>(Func<SfpClient, ValueTask<T>> ask, CancellationToken cancel)
    {
        try
        {
            try
            {
                return await WatchedAsync(ask, _client ?? await ConnectAsync(cancel));
            }
            catch (IOException) when (_client is { IsClosedBetweenAnswers: true }) // a server that answers once
            {
                await DropAsync();
                _hasGone = true;
                SfpClient again = await ConnectAsync(cancel);
                _hasGone = false;
                return await WatchedAsync(ask, again);
            }
        }
        catch (IOException) when (_connection is { EndReason: EndReason.IdleTooLong })
        {
            await DropAsync();
            throw new TimeoutException($"{endpoint} was silent for {options.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception failed) when (failed is not PeerProtocolException { Error: ProtocolError.Refused })
        {
            await DropAsync();
            throw;
        }
    }

    // Between two requests we may rest, or sum a file of ours: the server's silence means nothing then.
    private async Task<T> WatchedAsync<T>(Func<SfpClient, ValueTask<T>> ask, SfpClient client)
    {
        using var watch = new IdleWatch(_connection!, options.Timeout, context.Time);
        return await ask(client);
    }

    private async Task<SfpClient> ConnectAsync(CancellationToken cancel)
    {
        _connection = await new StepTimeout(options.Timeout, context.Time, cancel).ForAsync(
            $"connect to {endpoint}", limited => _transport.ConnectAsync(endpoint, limited));
        _client = new SfpClient(_connection);
        try
        {
            if (options.Login is { } login)
                await WatchedAsync(
                    async client =>
                    {
                        await client.LoginAsync(login.User, login.Password, cancel);
                        return true;
                    },
                    _client);
            return _client;
        }
        catch (PeerProtocolException)
        {
            await DropAsync(); // the next operation must not be asked for by nobody
            throw;
        }
    }

    private async ValueTask DropAsync()
    {
        if (_connection is not { } connection)
            return;

        if (_client is { IsUnfinished: true, IsClosedBetweenAnswers: false })
            connection.Abort(EndReason.Cancelled); // it would wait for what the server still has to say
        (_connection, _client) = (null, null);
        await connection.DisposeAsync();
    }
}
