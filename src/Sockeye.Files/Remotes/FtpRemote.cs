using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Ftp;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>The files of an FTP server; one session for all. Each fact of a file is asked for once.</summary>
/// <remarks>
/// After a resume once more, for another file may have taken the name since. A server that ended the session between
/// two operations is connected to again.
/// </remarks>
internal sealed class FtpRemote(RemoteContext context, RemoteUrl url, RemoteOptions options) : IRemote
{
    private StreamConnection? _connection;
    private FtpClient? _client;

    public bool KeepsTimes => _client?.Features.Has("MFMT") ?? true;

    public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel) => AskAsync(
        async client =>
        {
            RemoteFile file = await FactsAsync(client, name, cancel);
            return withSum && file.Kind == FileKind.File
                ? file with { Sum = await client.SumAsync(name, cancel: cancel) }
                : file;
        },
        cancel);

    public Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel) => AskAsync(
        async client => await client.SumAsync(name, cancel: cancel), cancel);

    public Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel) => AskAsync(
        async client =>
        {
            RemoteFile file = await FactsAsync(client, name, cancel);
            return (RemoteFile?)(file with
            {
                // Of more bytes than it has, no server tells the sum.
                Sum = file.Length < length ? null : await SumOfStartAsync(client, name, length, cancel),
            });
        },
        cancel);

    public Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress,
        CancellationToken cancel) => AskAsync(
        async client =>
        {
            RemoteFile file = known ?? await FactsAsync(client, name, cancel);
            bool isSummed = options.Verifies && client.CanSum; // the whole, by our caller
            if (part.Length > 0 && !(client.CanRestart && (isSummed || file.Version is not null)))
                await part.StartOverAsync();

            bool goesOn = part.Length > 0;
            await ReceiveAsync(client, file, part, progress, cancel);
            RemoteFile now = goesOn ? await FactsAsync(client, name, cancel) : file;
            if (now.Version == file.Version)
                return file;

            await part.StartOverAsync(); // it changed after we had looked at its beginning
            await ReceiveAsync(client, now, part, progress, cancel);
            return now;
        },
        cancel);

    public Task<RemoteFile> CopyAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel) => AskAsync(
        async client =>
        {
            RemoteFile file = await FactsAsync(client, name, cancel);
            await client.RetrieveAsync(name, output, 0, CountFor(progress, 0, file.Length), cancel);
            return file;
        },
        cancel);

    public async Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, cancel); // before a server waits for us
        UploadJournal.Note note = context.Journal.Of(url.With(name), options.Login?.User, sum);
        return await AskAsync(
            async client =>
            {
                long offset = await FindOffsetAsync(client, note, file, name, length, cancel);
                await client.StoreAsync(
                    name, file, offset, length - offset, CountFor(progress, offset, length), cancel);
                note.Forget();

                Sha256Sum? theirs = await client.SumAsync(name, cancel: cancel);
                long? stored = theirs is null ? await LengthAsync(client, name, cancel) : length;
                if ((theirs ?? sum) != sum || (stored ?? length) != length)
                    throw new PeerProtocolException(
                        ProtocolError.Corrupted, "the server has other bytes under the name than were sent");

                return new RemoteTransfer(length, offset, sum, IsVerified: theirs is not null);
            },
            cancel);
    }

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel) =>
        isRecursive
            ? RemoteListing.ReadAllAsync(directory, next => ListAsync(next, cancel))
            : ListAsync(directory, cancel);

    public Task DeleteAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.DeleteAsync(name, cancel), cancel);

    public Task CreateDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.CreateDirectoryAsync(name, cancel), cancel);

    public Task RemoveDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(client => client.RemoveDirectoryAsync(name, cancel), cancel);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel) => DoAsync(
        async client => await client.SetModifiedAsync(name, modified, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        if (_client is { } client)
            await Farewell.SayAsync(client.QuitAsync, context.Time);
        await DropAsync();
    }

    private static async Task<RemoteFile> FactsAsync(FtpClient client, string name, CancellationToken cancel) =>
        await client.StatAsync(name, cancel) is { } entry
            ? FileOf(name, entry)
            : throw new PeerProtocolException(
                ProtocolError.Refused, "the server has no such file, or does not show it");

    /// <summary>The SHA-256 of a beginning; null when the server does not tell it: then versions decide.</summary>
    private static async Task<Sha256Sum?> SumOfStartAsync(
        FtpClient client, string name, long length, CancellationToken cancel)
    {
        try
        {
            return await client.SumAsync(name, length, cancel);
        }
        catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused)
        {
            return null;
        }
    }

    private static async Task ReceiveAsync(
        FtpClient client, RemoteFile file, PartFile part, IProgress<TransferPosition> progress,
        CancellationToken cancel)
    {
        long offset = part.Length;
        part.Version = file.Version;
        progress.Report(new TransferPosition(offset, file.Length));
        if (offset < (file.Length ?? long.MaxValue) || offset == 0)
            await client.RetrieveAsync(
                file.Name, part.Handle, offset, (file.Length ?? long.MaxValue) - offset,
                CountFor(progress, offset, file.Length), cancel);
    }

    // Each of the two is missing somewhere: SIZE (RFC 3659 §4), and the facts (§7).
    private static async Task<long?> LengthAsync(FtpClient client, string name, CancellationToken cancel) =>
        await client.LengthAsync(name, cancel)
            ?? (client.Features.Has("MLST") ? (await client.StatAsync(name, cancel))?.Length : null);

    private static RemoteFile FileOf(string name, FtpEntry entry)
    {
        FileKind kind = entry.Kind switch
        {
            FtpEntryKind.File => FileKind.File,
            FtpEntryKind.Other => FileKind.Other,
            _ => FileKind.Directory,
        };
        return new RemoteFile(name, kind, kind == FileKind.File ? entry.Length : null, entry.Modified)
        {
            // The best there is: to the second.
            Version = entry.Modified is { } modified
                ? FormattableString.Invariant($"{entry.Length} {modified:O}")
                : null,
        };
    }

    private static CountedFrom? CountFor(IProgress<TransferPosition>? progress, long offset, long? total) =>
        progress is null ? null : new CountedFrom(progress, offset, total);

    /// <summary>How much of a file the server has from an attempt of ours, and certainly of this content.</summary>
    private static async Task<long> FindOffsetAsync(
        FtpClient client, UploadJournal.Note note, SafeFileHandle file, string name, long length,
        CancellationToken cancel)
    {
        FtpEntry? entry = await client.StatAsync(name, cancel);
        string version = FormattableString.Invariant($"{entry?.Length} {entry?.Modified:O}");
        long offset = 0;
        if (client.CanRestart && entry?.Length is > 0 and { } there && there <= length)
        {
            if (await SumOfStartAsync(client, name, there, cancel) is { } theirs)
                offset = theirs == await Digest.ComputeAsync(file, 0, there, cancel) ? there : 0;
            else if (note.Find() is { } before && before != version && there < length)
                offset = there; // nobody but us is known to have written there since; more cannot be known
        }

        if (offset == 0)
            note.Write(version); // what is still this was there before us
        return offset;
    }

    private Task<RemoteListing> ListAsync(string directory, CancellationToken cancel) => AskAsync(
        async client =>
        {
            var files = new List<RemoteFile>();
            FtpDirectory listed = await client.ListAsync(directory, cancel);
            foreach (FtpEntry entry in listed.Entries)
            {
                string name = RemoteListing.Join(directory, entry.Name);
                bool tellsOnlyDays = entry.Kind == FtpEntryKind.File
                    && client.Features.Has("MDTM") && !client.Features.Has("MLST");
                DateTimeOffset? modified = tellsOnlyDays ? await client.ModifiedAsync(name, cancel) : entry.Modified;
                files.Add(FileOf(name, entry with { Modified = modified }));
            }

            return new RemoteListing(files, [.. GapsOf(directory, listed)]);
        },
        cancel);

    private static IEnumerable<RemoteGap> GapsOf(string directory, FtpDirectory listed)
    {
        if (listed.Missing > 0)
            yield return new RemoteGap(
                directory,
                FormattableString.Invariant(
                    $"of what is in it {listed.Missing} missing: the server cannot read or name it"));
        foreach (string line in listed.StrangeLines)
            yield return new RemoteGap(directory, $"a line of its listing is not understood: {line}");
    }

    private Task<bool> DoAsync(Func<FtpClient, ValueTask> act, CancellationToken cancel) => AskAsync(
        async client =>
        {
            await act(client);
            return true;
        },
        cancel);

    private async Task<T> AskAsync<T>(Func<FtpClient, Task<T>> ask, CancellationToken cancel)
    {
        FtpClient? kept = _client;
        long replies = kept?.Replies ?? 0;
        try
        {
            try
            {
                return await ask(_client ??= await ConnectAsync(cancel));
            }
            catch (IOException broken) when (kept?.Replies == replies && RemoteFiles.IsBroken(broken))
            {
                await DropAsync(); // the server had ended the session, as of one that asks nothing for long
                return await ask(_client = await ConnectAsync(cancel));
            }
        }
        catch (Exception failed) when (
            _client is null || failed is not PeerProtocolException { Error: ProtocolError.Refused })
        {
            await DropAsync(); // nobody knows where in the session we are
            throw;
        }
    }

    private async ValueTask DropAsync()
    {
        _client = null;
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private async Task<FtpClient> ConnectAsync(CancellationToken cancel)
    {
        var endpoint = Endpoint.Tcp(url.Endpoint.Host, url.Endpoint.Port);
        bool isImplicit = url.Endpoint.Scheme == EndpointScheme.Tls;
        bool isSecured = isImplicit || url.Scheme.Name == RemoteScheme.ExplicitFtps;
        var steps = new StepTimeout(options.Timeout, context.Time, cancel);
        _connection = await steps.ForAsync(
            $"connect to {endpoint}", limited => context.Streams.ConnectAsync(endpoint, limited));
        var client = new FtpClient(_connection, context.Streams, context.Time, new FtpClientOptions
        {
            Tls = isSecured ? new TlsClient(context.Trust, context.Time) { ResumesByAddress = true } : null,
            IsImplicitTls = isImplicit,
            Host = endpoint.Host,
            Port = endpoint.Port,
            StallTimeout = options.Timeout,
        });
        await steps.ForAsync($"log in to {endpoint}", async limited =>
        {
            await client.LogInAsync(
                options.Login?.User ?? Account.Anonymous, options.Login?.Password ?? "sockeye@", limited);
            return true;
        });
        return client;
    }

    /// <summary>Bytes of this transfer, as a position: they begin where an earlier attempt ended.</summary>
    private sealed class CountedFrom(IProgress<TransferPosition> inner, long offset, long? total) : IProgress<long>
    {
        public void Report(long value) => inner.Report(new TransferPosition(offset + value, total));
    }
}
