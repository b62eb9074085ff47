using System.Security.Cryptography;
using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>Fetches files by SFP/1, verified unless asked not to: <c>sockeye get</c>.</summary>
/// <remarks>
/// A server that closes after each answer is connected to again for the next request. Fetches one file at a time.
/// </remarks>
/// <param name="connect">
/// Connects to the server; called once, and again if the server closes between two answers.
/// </param>
public sealed class SfpDownload(Func<CancellationToken, ValueTask<StreamConnection>> connect) : IAsyncDisposable
{
    private StreamConnection? _connection;
    private SfpClient? _client;

    /// <summary>Whether the whole file's SHA-256 is computed and asked for. Default: yes.</summary>
    /// <remarks>
    /// Otherwise only the length is certain. Whether a <c>.part</c> is the beginning of the file is asked by its
    /// SHA-256 all the same: what two attempts fetched would else be two files in one.
    /// </remarks>
    public bool Verifies { get; init; } = true;

    /// <summary>
    /// Fetches into a file, by way of <c>FILE.part</c>, which stays if anything fails and is continued next time.
    /// </summary>
    /// <remarks>It is continued only if its SHA-256 is that of as many first bytes of the server's file.</remarks>
    /// <param name="name">Which file of the server.</param>
    /// <param name="target">The path it gets; a file there is replaced when the new one is whole.</param>
    /// <param name="mayResume">Whether to go on from what an earlier attempt left.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PeerProtocolException">
    /// The server refused. Or what arrived does not have the server's SHA-256, or is of two files; the <c>.part</c> is
    /// then gone.
    /// </exception>
    /// <exception cref="FileRefusedException">The path does not allow it.</exception>
    /// <exception cref="EndOfStreamException">The server is gone in mid-transfer.</exception>
    /// <exception cref="IOException">The connection or our disk failed.</exception>
    public async ValueTask<SfpDownloadResult> ToFileAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress,
        CancellationToken cancel = default)
    {
        await using PartFile part = PartFile.Open(target, mayResume);
        SfpFile? begun = await FindBeginningAsync(name, part, cancel);
        long offset = part.Length;
        SfpFile told = await GetAsync(name, part, offset, progress, cancel);
        Sha256Sum? sum;
        bool isVerified;
        try
        {
            sum = Verifies ? await SumAsync(part, told.Length, cancel) : null;
            isVerified = await VerifyAsync(name, told, sum, cancel);
            if (!isVerified)
                RefuseMixture(begun, told);
        }
        catch (PeerProtocolException wrong) when (wrong.Error == ProtocolError.Corrupted)
        {
            part.Discard();
            throw;
        }

        part.Publish(told.Length, told.Modified, cancel);
        return new SfpDownloadResult(told.Length, offset, told.Modified, sum, isVerified);
    }

    /// <summary>
    /// Fetches into a stream. A wrong SHA-256 is only found when the bytes are out: it is an exception then.
    /// </summary>
    /// <param name="name">Which file of the server.</param>
    /// <param name="output">Where its bytes go; it is not closed.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PeerProtocolException">The server refused, or the bytes do not have its SHA-256.</exception>
    /// <exception cref="IOException">The connection or the output failed.</exception>
    public async ValueTask<SfpDownloadResult> ToStreamAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel = default)
    {
        using IncrementalHash? hash = Verifies ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        SfpFile told = await AskAsync(client => client.CopyAsync(name, output, hash, progress, cancel), cancel);
        await output.FlushAsync(cancel);
        Sha256Sum? sum = hash is null ? null : new Sha256Sum(hash.GetHashAndReset());
        bool isVerified = await VerifyAsync(name, told, sum, cancel);
        return new SfpDownloadResult(told.Length, ResumedFrom: 0, told.Modified, sum, isVerified);
    }

    /// <summary>Ends the connection: at once when a file is still on its way.</summary>
    public ValueTask DisposeAsync() => DisconnectAsync();

    /// <summary>
    /// Asks whether the server's file begins with the <c>.part</c>, and empties it if not: all or nothing counts.
    /// </summary>
    /// <returns>What the server told of the file; null when there is nothing to go on from.</returns>
    private async ValueTask<SfpFile?> FindBeginningAsync(string name, PartFile part, CancellationToken cancel)
    {
        long length = part.Length;
        if (length == 0)
            return null;

        Sha256Sum ours = await part.Digest.SumAsync(length, cancel);
        SfpFile? theirs = await AskAsync(client => client.SumAsync(name, 0, length, cancel), cancel);
        if (theirs?.Sum == ours)
            return theirs;

        await part.StartOverAsync();
        return null;
    }

    private async ValueTask<SfpFile> GetAsync(
        string name, PartFile part, long offset, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        IProgress<TransferPosition>? told = Verifies ? new SummedProgress(part.Digest, progress) : progress;
        bool wasAnswered = _client is not null; // how the file begins
        try
        {
            return await AskAsync(client => client.GetAsync(name, part.Handle, offset, told, cancel), cancel);
        }
        catch (IOException) when (wasAnswered && _client is null)
        {
            throw new PeerProtocolException(
                ProtocolError.Unexpected,
                "the server ended after one answer; run again with --no-resume while it serves again");
        }
    }

    private async ValueTask<Sha256Sum> SumAsync(PartFile part, long length, CancellationToken cancel)
    {
        using (_connection?.Working()) // where the network is faster than the processor
            return await part.Digest.SumAsync(length, cancel);
    }

    /// <returns>false when nothing was summed here, or nobody is there to be asked any more.</returns>
    private async ValueTask<bool> VerifyAsync(string name, SfpFile told, Sha256Sum? arrived, CancellationToken cancel)
    {
        if (arrived is null)
            return false;

        SfpFile? theirs = told.Sum is null ? await TrySumAsync(name, told.Length, cancel) : told;
        if (theirs is null)
            return false;
        if (theirs.Length != told.Length)
            throw new PeerProtocolException(ProtocolError.Corrupted, "the file changed while it was fetched");
        if (theirs.Sum is { } sum && sum != arrived)
            throw new PeerProtocolException(ProtocolError.Corrupted, $"the SHA-256 is {arrived} instead of {sum}");

        return theirs.Sum is not null;
    }

    // The first part was compared with the file as it was then. Where nothing is compared at the end, it must be the
    // same file still.
    private static void RefuseMixture(SfpFile? begun, SfpFile told)
    {
        if (begun is not null && (begun.Length, begun.Modified) != (told.Length, told.Modified))
            throw new PeerProtocolException(ProtocolError.Corrupted, "the file changed while it was fetched");
    }

    private async ValueTask<SfpFile?> TrySumAsync(string name, long length, CancellationToken cancel)
    {
        try
        {
            return await AskAsync(client => client.SumAsync(name, expectedLength: length, cancel), cancel);
        }
        catch (IOException) when (_client is null or { IsClosedBetweenAnswers: true })
        {
            return null; // a server in once mode: it is gone
        }
    }

    private async ValueTask<TAnswer> AskAsync<TAnswer>(
        Func<SfpClient, ValueTask<TAnswer>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask(await ConnectedAsync(cancel));
        }
        catch (IOException) when (_client is { IsClosedBetweenAnswers: true })
        {
            await DisconnectAsync();
            return await ask(await ConnectedAsync(cancel));
        }
    }

    private async ValueTask<SfpClient> ConnectedAsync(CancellationToken cancel)
    {
        if (_client is not null)
            return _client;

        _connection = await connect(cancel);
        return _client = new SfpClient(_connection);
    }

    private async ValueTask DisconnectAsync()
    {
        if (_connection is not { } connection)
            return;

        if (_client is { IsUnfinished: true, IsClosedBetweenAnswers: false })
            connection.Abort(EndReason.Cancelled);
        (_connection, _client) = (null, null);
        await connection.DisposeAsync();
    }

    /// <summary>What has arrived is summed while more is on its way.</summary>
    private sealed class SummedProgress(FollowingDigest digest, IProgress<TransferPosition>? inner)
        : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value)
        {
            digest.Report(value.Bytes);
            inner?.Report(value);
        }
    }
}
