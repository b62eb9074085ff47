using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>Asks a server for files by SFP/1 (docs/protocols/sfp.md).</summary>
/// <remarks>
/// One request at a time. A refusal is a <see cref="PeerProtocolException"/> with <see cref="ProtocolError.Refused"/>
/// and the server's reason; the connection can be used further, except after a refused <c>PUT</c>. After any other
/// exception it cannot. A failing connection is an <see cref="IOException"/>. Names in listings are the server's: they
/// are not safe to print as they are.
/// </remarks>
/// <param name="connection">The connection. It stays with the caller.</param>
public sealed class SfpClient(StreamConnection connection)
{
    private readonly SfpClientConnection _server = new(connection);

    /// <summary>Whether the last request got no answer because the server had closed after an earlier one.</summary>
    public bool IsClosedBetweenAnswers => _server.IsClosedBetweenAnswers;

    /// <summary>Whether an answer or its bytes are still to come.</summary>
    internal bool IsUnfinished => _server.IsUnfinished;

    /// <summary>Asks for length and modification time.</summary>
    public async ValueTask<SfpFile> StatAsync(string name, CancellationToken cancel = default) =>
        FileOf(await _server.AskAsync(SfpRequest.Stat(name), SfpAnswerKind.Facts, cancel));

    /// <summary>Asks for the SHA-256 as well; the server reads the whole file for it.</summary>
    /// <param name="name">Of which file.</param>
    /// <param name="expectedLength">
    /// How long the file probably is, in bytes: so much longer the server may be silent before the connection is idle.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<SfpFile> SumAsync(
        string name, long expectedLength = 0, CancellationToken cancel = default)
    {
        SfpAnswer answer = await _server.AskForWorkAsync(SfpRequest.SumOf(name), expectedLength, cancel);
        return FileOf(SfpClientConnection.Expect(answer, SfpAnswerKind.Facts));
    }

    /// <summary>Asks for the SHA-256 of a part; null when the file has no such part.</summary>
    /// <param name="name">Of which file.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">
    /// How many bytes; so much longer the server may be silent before the connection is idle. Null up to the end.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<SfpFile?> SumAsync(
        string name, long offset, long? length, CancellationToken cancel = default)
    {
        SfpRequest request = SfpRequest.SumOfRange(name, offset, length);
        SfpAnswer answer = await _server.AskForWorkAsync(request, length ?? 0, cancel);
        if (answer is { Kind: SfpAnswerKind.Error, Error: SfpError.BadRequest })
            return null;

        return FileOf(SfpClientConnection.Expect(answer, SfpAnswerKind.Facts));
    }

    /// <summary>Asks for the entries of a directory.</summary>
    /// <param name="directory">Which; empty is the root.</param>
    /// <param name="isRecursive">Whether to ask for all below it as well.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PeerProtocolException">
    /// Refused, or more than <see cref="SfpLimits.MaxListedEntries"/>: the connection cannot be used further then.
    /// </exception>
    public async ValueTask<SfpListing> ListAsync(
        string directory = "", bool isRecursive = false, CancellationToken cancel = default)
    {
        await _server.AskAsync(SfpRequest.List(directory, isRecursive), SfpAnswerKind.Listing, cancel);
        return await _server.ReadListingAsync(cancel);
    }

    /// <summary>Asks for a file, or the rest of one, into a file.</summary>
    /// <param name="name">Which.</param>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where to begin, in bytes, there and here alike.</param>
    /// <param name="progress">Is told the position reached in the file; may be null.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <returns>
    /// The whole file: its length, and its SHA-256 if the server told it along. It is not verified here.
    /// </returns>
    public async ValueTask<SfpFile> GetAsync(
        string name, SafeFileHandle file, long offset, IProgress<TransferPosition>? progress,
        CancellationToken cancel = default)
    {
        SfpAnswer answer = await _server.AskAsync(RestOf(name, offset), SfpAnswerKind.Content, cancel);
        if (answer.Length > long.MaxValue - offset)
            throw new PeerProtocolException(ProtocolError.Malformed, "the file is longer than any can be");

        IProgress<long>? count = CountFor(progress, offset, answer.Length);
        await _server.ReceiveContentAsync(file, offset, answer.Length, count, cancel);
        return new SfpFile(offset + answer.Length, answer.Modified, offset == 0 ? answer.Sum : null);
    }

    /// <summary>Asks for a whole file into a stream.</summary>
    /// <param name="name">Which.</param>
    /// <param name="output">Where its bytes go.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What the server told, and the SHA-256 of what arrived. They are not compared here.</returns>
    public async ValueTask<(SfpFile Told, Sha256Sum Arrived)> GetAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        SfpFile told = await CopyAsync(name, output, hash, progress, cancel);
        return (told, new Sha256Sum(hash.GetHashAndReset()));
    }

    /// <summary>Sends a file. When it returns, the server has checked, stored and published it.</summary>
    /// <remarks>
    /// It is summed first, while the server waits. Who sends large files sums them before connecting.
    /// </remarks>
    /// <param name="name">The name it gets; a file of that name is replaced, in one step.</param>
    /// <param name="file">A file open for reading.</param>
    /// <param name="progress">Is told how much was sent so far; may be null.</param>
    /// <param name="cancel">Gives up; the server keeps nothing.</param>
    /// <returns>What the server published.</returns>
    public async ValueTask<SfpFile> PutAsync(
        string name, SafeFileHandle file, IProgress<TransferPosition>? progress = null,
        CancellationToken cancel = default)
    {
        long length = FileBytes.Length(file);
        Sha256Sum sum;
        using (connection.Working())
            sum = await Digest.ComputeAsync(file, 0, length, cancel);
        return await PutAsync(name, file, length, sum, progress, cancel);
    }

    /// <summary>Sends a file that is summed already.</summary>
    /// <param name="name">The name it gets; a file of that name is replaced, in one step.</param>
    /// <param name="file">A file open for reading.</param>
    /// <param name="length">How many bytes of it.</param>
    /// <param name="sum">Their SHA-256; with another the server publishes nothing.</param>
    /// <param name="progress">Is told how much was sent so far; may be null.</param>
    /// <param name="cancel">Gives up; the server keeps nothing.</param>
    /// <returns>What the server published.</returns>
    public async ValueTask<SfpFile> PutAsync(
        string name, SafeFileHandle file, long length, Sha256Sum sum, IProgress<TransferPosition>? progress,
        CancellationToken cancel = default)
    {
        await _server.AskAsync(SfpRequest.Put(name, length, sum), SfpAnswerKind.Ready, cancel);

        SfpFile published = FileOf(await _server.SendContentAsync(
            file, offset: 0, length, CountFor(progress, 0, length), cancel));
        return published.Length == length
            ? published
            : throw new PeerProtocolException(ProtocolError.Corrupted, "the server published another length than sent");
    }

    /// <summary>
    /// Sends a file that is summed already; what an earlier attempt left with the server is not sent again.
    /// </summary>
    /// <remarks>What is sent stays with the server when it is cut: the same call goes on.</remarks>
    /// <param name="name">The name it gets; a file of that name is replaced, in one step.</param>
    /// <param name="file">A file open for reading.</param>
    /// <param name="length">How many bytes of it.</param>
    /// <param name="sum">Their SHA-256: by it the server knows what it has of them.</param>
    /// <param name="progress">Is told the position reached in the file; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What the server published, and how much of it was there before.</returns>
    public async ValueTask<(SfpFile Published, long ResumedFrom)> ResumeAsync(
        string name, SafeFileHandle file, long length, Sha256Sum sum, IProgress<TransferPosition>? progress,
        CancellationToken cancel = default)
    {
        SfpAnswer ready = await _server.AskAsync(SfpRequest.Resume(name, length, sum), SfpAnswerKind.Ready, cancel);
        if (ready.Offset > length)
            throw new PeerProtocolException(ProtocolError.Unexpected, "the server is ready for more than the file has");

        SfpFile published = FileOf(await _server.SendContentAsync(
            file, ready.Offset, length, CountFor(progress, 0, length), cancel));
        return published.Length == length
            ? (published, ready.Offset)
            : throw new PeerProtocolException(ProtocolError.Corrupted, "the server published another length than sent");
    }

    /// <summary>Logs in. Over a network only inside TLS: a server refuses it otherwise.</summary>
    /// <exception cref="PeerProtocolException">
    /// The server refused it, and does not say whether name or password is wrong.
    /// </exception>
    public async ValueTask LoginAsync(string user, string password, CancellationToken cancel = default)
    {
        SfpAnswer answer = await _server.AskAsync(SfpRequest.Login(user, password), cancel);
        if (answer is { Kind: SfpAnswerKind.Error, Error: SfpError.NotAllowed })
            throw new PeerProtocolException(
                ProtocolError.Refused,
                "the server refused the login: name or password is wrong, or it must be inside TLS");

        SfpClientConnection.Expect(answer, SfpAnswerKind.Done);
    }

    /// <summary>Sets when a file last changed.</summary>
    public ValueTask TouchAsync(string name, DateTimeOffset modified, CancellationToken cancel = default) =>
        DoAsync(SfpRequest.Touch(name, modified), cancel);

    /// <summary>Removes a file.</summary>
    public ValueTask DeleteAsync(string name, CancellationToken cancel = default) =>
        DoAsync(SfpRequest.Delete(name), cancel);

    /// <summary>Makes a directory; the one it is in must exist.</summary>
    public ValueTask CreateDirectoryAsync(string name, CancellationToken cancel = default) =>
        DoAsync(SfpRequest.MkDir(name), cancel);

    /// <summary>Removes an empty directory.</summary>
    public ValueTask RemoveDirectoryAsync(string name, CancellationToken cancel = default) =>
        DoAsync(SfpRequest.RmDir(name), cancel);

    /// <summary>Tells the server that nothing more will be asked; it closes the connection.</summary>
    public ValueTask ByeAsync(CancellationToken cancel = default) => _server.SendAsync(SfpRequest.Bye, cancel);

    /// <summary>Asks for a whole file into a stream, and adds it to <paramref name="hash"/> if there is one.</summary>
    internal async ValueTask<SfpFile> CopyAsync(
        string name, Stream output, IncrementalHash? hash, IProgress<TransferPosition>? progress,
        CancellationToken cancel)
    {
        SfpAnswer answer = await _server.AskAsync(SfpRequest.Get(name), SfpAnswerKind.Content, cancel);
        await _server.CopyContentAsync(
            answer.Length, output, hash, CountFor(progress, 0, answer.Length), cancel);
        return FileOf(answer);
    }

    private async ValueTask DoAsync(SfpRequest request, CancellationToken cancel) =>
        await _server.AskAsync(request, SfpAnswerKind.Done, cancel);

    private static SfpRequest RestOf(string name, long offset) =>
        offset == 0 ? SfpRequest.Get(name) : SfpRequest.Range(name, offset, length: null);

    private static SfpFile FileOf(SfpAnswer answer) => new(answer.Length, answer.Modified, answer.Sum);

    private static CountedProgress? CountFor(IProgress<TransferPosition>? progress, long offset, long length) =>
        progress is null ? null : new CountedProgress(progress, offset, offset + length);

    /// <summary>Bytes of this transfer, as a position: they begin where an earlier attempt ended.</summary>
    private sealed class CountedProgress(IProgress<TransferPosition> inner, long offset, long total) : IProgress<long>
    {
        public void Report(long value) => inner.Report(new TransferPosition(offset + value, total));
    }
}
