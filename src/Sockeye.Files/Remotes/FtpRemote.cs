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

/// <summary>The files of an FTP server; one session for all.</summary>
internal sealed class FtpRemote(
    RemoteContext context, RemoteUrl url, RemoteOptions options) : IRemoteFiles, IPartSource
{
    private StreamConnection? _connection;
    private FtpClient? _client;

    public bool KeepsTimes => _client?.Features.Has("MFMT") ?? true;

    public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop) => AskAsync(async client =>
    {
        FtpEntry entry = await client.StatAsync(name, stop)
            ?? throw new PeerProtocolException(
                ProtocolError.Refused, "the server has no such file, or does not show it");
        Sha256Sum? sum = withSum && entry.Kind == FtpEntryKind.File ? await client.SumAsync(name, cancel: stop) : null;
        return FileOf(name, entry) with { Sum = sum };
    });

    public Task<Sha256Sum?> SumOfStartAsync(string name, long length, CancellationToken stop) =>
        AskAsync(async client => await client.SumAsync(name, length, stop));

    public Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        new PartDownload(this, options.Verifies).RunAsync(name, target, mayResume, progress, stop);

    public async Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        RemoteFile file = await StatAsync(name, withSum: false, stop);
        using var hashed = new HashedStream(output);
        long length = await AskAsync(
            async client => await client.RetrieveAsync(name, hashed, 0, CountFor(progress, 0, file.Length), stop));
        await output.FlushAsync(stop);
        Sha256Sum? theirs = options.Verifies ? await PartDownload.SumAsync(this, file, stop) : null;
        Sha256Sum sum = hashed.Sum;
        if ((file.Length ?? length) != length || (theirs ?? sum) != sum)
            throw new PeerProtocolException(ProtocolError.Corrupted, "other bytes came than the server has");

        return new RemoteFetch(length, ResumedFrom: 0, options.Verifies ? sum : null, IsVerified: theirs is not null);
    }

    public Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, IProgress<TransferPosition>? progress,
        CancellationToken stop) => AskAsync(async client =>
    {
        FtpEntry entry = await client.StatAsync(name, stop)
            ?? throw new PeerProtocolException(
                ProtocolError.Refused, "the server has no such file, or does not show it");
        RemoteFile file = FileOf(name, entry);
        if (part.Length > 0 && (!client.CanRestart || file.Version != part.Version)) // it may have changed just now
            await part.StartOverAsync();

        long offset = part.Length;
        part.Version = file.Version;
        progress?.Report(new TransferPosition(offset, file.Length));
        if (offset < (file.Length ?? long.MaxValue) || offset == 0)
            await client.RetrieveAsync(
                name, part.Handle, offset, (file.Length ?? long.MaxValue) - offset,
                CountFor(progress, offset, file.Length), stop);
        return file;
    });

    public Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress,
        CancellationToken stop) => AskAsync(async client =>
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, stop);
        var journal = new UploadJournal(url.With(name), sum);
        long offset = await FindOffsetAsync(client, journal, file, name, length, stop);
        await client.StoreAsync(name, file, offset, length - offset, CountFor(progress, offset, length), stop);
        journal.Forget();

        Sha256Sum? theirs = await client.SumAsync(name, cancel: stop);
        FtpEntry? stored = await client.StatAsync(name, stop);
        if ((theirs ?? sum) != sum || (stored?.Length ?? length) != length)
            throw new PeerProtocolException(
                ProtocolError.Corrupted, "the server has other bytes under the name than were sent");

        return new RemoteStore(length, offset, IsVerified: theirs is not null);
    });

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
        isRecursive
            ? RemoteListing.ReadAllAsync(directory, next => ListAsync(next, stop))
            : ListAsync(directory, stop);

    public Task DeleteAsync(string name, CancellationToken stop) => DoAsync(client => client.DeleteAsync(name, stop));

    public Task CreateDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(client => client.CreateDirectoryAsync(name, stop));

    public Task RemoveDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(client => client.RemoveDirectoryAsync(name, stop));

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) => DoAsync(
        async client => await client.SetModifiedAsync(name, modified, stop));

    public async ValueTask DisposeAsync()
    {
        _client = null;
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

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
        FtpClient client, UploadJournal journal, SafeFileHandle file, string name, long length, CancellationToken stop)
    {
        FtpEntry? entry = await client.StatAsync(name, stop);
        string version = FormattableString.Invariant($"{entry?.Length} {entry?.Modified:O}");
        long offset = 0;
        if (client.CanRestart && entry?.Length is > 0 and { } there && there <= length)
        {
            if (await client.SumAsync(name, there, stop) is { } theirs)
                offset = theirs == await Digest.ComputeAsync(file, 0, there, stop) ? there : 0;
            else if (journal.Find() is { } before && before != version && there < length)
                offset = there; // nobody but us is known to have written there since; more cannot be known
        }

        if (offset == 0)
            journal.Note(version); // what is still this was there before us
        return offset;
    }

    private Task<RemoteListing> ListAsync(string directory, CancellationToken stop) => AskAsync(async client =>
    {
        var files = new List<RemoteFile>();
        FtpDirectory listed = await client.ListAsync(directory, stop);
        foreach (FtpEntry entry in listed.Entries)
        {
            string name = RemoteNames.Join(directory, entry.Name);
            bool tellsOnlyDays = entry.Kind == FtpEntryKind.File
                && client.Features.Has("MDTM") && !client.Features.Has("MLST");
            DateTimeOffset? modified = tellsOnlyDays ? await client.ModifiedAsync(name, stop) : entry.Modified;
            files.Add(FileOf(name, entry with { Modified = modified }));
        }

        return new RemoteListing(files, [.. GapsOf(directory, listed)]);
    });

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

    private Task<bool> DoAsync(Func<FtpClient, ValueTask> act) => AskAsync(
        async client =>
        {
            await act(client);
            return true;
        });

    private async Task<T> AskAsync<T>(Func<FtpClient, Task<T>> ask)
    {
        try
        {
            return await ask(_client ??= await ConnectAsync());
        }
        catch (Exception failed) when (failed is not PeerProtocolException { Error: ProtocolError.Refused })
        {
            await DisposeAsync(); // nobody knows where in the session we are
            throw;
        }
    }

    private async Task<FtpClient> ConnectAsync()
    {
        var endpoint = Endpoint.Tcp(url.Endpoint.Host, url.Endpoint.Port);
        bool isImplicit = url.Endpoint.Scheme == EndpointScheme.Tls;
        bool isSecured = isImplicit || url.Scheme.Name == RemoteScheme.ExplicitFtps;
        var steps = new StepTimeout(options.Timeout, context.Time, context.Stop);
        _connection = await steps.ForAsync(
            $"connect to {endpoint}", cancel => context.Streams.ConnectAsync(endpoint, cancel));
        var client = new FtpClient(_connection, context.Streams, context.Time, new FtpClientOptions
        {
            Tls = isSecured ? new TlsClient(options.Trust, context.Time) { ResumesByAddress = true } : null,
            IsImplicitTls = isImplicit,
            Host = endpoint.Host,
            Port = endpoint.Port,
            StallTimeout = options.Timeout,
        });
        await steps.ForAsync($"log in to {endpoint}", async cancel =>
        {
            await client.LogInAsync(
                options.Login?.User ?? Account.Anonymous, options.Login?.Password ?? "sockeye@", cancel);
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
