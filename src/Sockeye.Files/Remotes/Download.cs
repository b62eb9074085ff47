using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>
/// Fetches a file from a server of any protocol: into a file by way of <c>FILE.part</c>, or into a stream.
/// </summary>
/// <remarks>
/// What an earlier attempt left is gone on with only if the server's file certainly begins with it: by the SHA-256 of
/// those bytes, or else by the version that was noted with them.
/// </remarks>
/// <param name="remote">The server.</param>
/// <param name="verifies">
/// Whether the SHA-256 of the whole is computed and asked for; that of a beginning is in any case.
/// </param>
internal sealed class Download(IRemote remote, bool verifies)
{
    /// <summary>Fetches into a file.</summary>
    /// <param name="name">Which file of the server.</param>
    /// <param name="target">The path it gets; a file there is replaced when the new one is whole.</param>
    /// <param name="mayResume">Whether to go on from what an earlier attempt left.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up; the <c>.part</c> stays.</param>
    /// <exception cref="PeerProtocolException">
    /// The server refused. Or what arrived does not have its SHA-256 or length, or is of two files; the <c>.part</c> is
    /// then gone.
    /// </exception>
    /// <exception cref="FileRefusedException">The path does not allow it.</exception>
    /// <exception cref="IOException">The connection or our disk failed.</exception>
    public async Task<RemoteTransfer> ToFileAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        await using PartFile part = PartFile.Open(target, mayResume);
        RemoteFile? begun = part.Length > 0 ? await remote.StatStartAsync(name, part.Length, cancel) : null;
        if (begun is not null && !await IsBeginningAsync(part, begun, cancel))
            await part.StartOverAsync();

        long before = part.Length;
        var position = new FollowedProgress(part, verifies, progress);
        RemoteFile? known = begun is null ? null : begun with { Sum = null }; // that is of the beginning only
        RemoteFile told = await remote.ReceiveAsync(name, part, known, position, cancel);
        long length = part.Length;
        long resumedFrom = Math.Min(before, position.Least);
        if (told.Length is { } promised && promised != length)
            throw Wrong(part, $"{length} bytes came instead of {promised}");

        Sha256Sum? sum = verifies ? await part.Digest.SumAsync(length, cancel) : null;
        Sha256Sum? theirs = verifies ? told.Sum ?? await SumAsync(told, length, cancel) : null;
        if (theirs is not null && theirs != sum)
            throw Wrong(part, $"the SHA-256 is {sum} instead of {theirs}");
        if (theirs is null && resumedFrom > 0 && begun is not null && !told.IsOf(begun.Version))
            throw Wrong(part, "the file changed while it was fetched");

        part.Publish(length, told.Modified, cancel);
        return new RemoteTransfer(length, resumedFrom, sum, IsVerified: theirs is not null);
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
    public async Task<RemoteTransfer> ToStreamAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        await using var summed = new SummedStream(output, verifies);
        RemoteFile told = await remote.CopyAsync(name, summed, progress, cancel);
        await output.FlushAsync(cancel);
        if (told.Length is { } promised && promised != summed.Bytes)
            throw Wrong($"{summed.Bytes} bytes came instead of {promised}");

        Sha256Sum? sum = summed.Sum;
        Sha256Sum? theirs = verifies ? told.Sum ?? await SumAsync(told, summed.Bytes, cancel) : null;
        if (theirs is not null && theirs != sum)
            throw Wrong($"the SHA-256 is {sum} instead of {theirs}");

        return new RemoteTransfer(summed.Bytes, ResumedFrom: 0, sum, IsVerified: theirs is not null);
    }

    /// <summary>
    /// Asks for the SHA-256 of what has arrived, over another connection if this one broke. Null when it cannot be
    /// told, or when the server is gone by now, as one that was there for so many downloads: if the length is right,
    /// the file is as certain as it will be.
    /// </summary>
    private async Task<Sha256Sum?> SumAsync(RemoteFile told, long length, CancellationToken cancel)
    {
        for (bool isAgain = false; ; isAgain = true)
        {
            try
            {
                return await remote.SumAsync(told.Name, length, cancel);
            }
            catch (Exception broken) when (told.Length is not null && RemoteFiles.IsBroken(broken))
            {
                if (isAgain)
                    return null;
            }
        }
    }

    private static PeerProtocolException Wrong(string what) => new(ProtocolError.Corrupted, what);

    private static PeerProtocolException Wrong(PartFile part, string what)
    {
        part.Discard();
        return Wrong(what);
    }

    private static async Task<bool> IsBeginningAsync(PartFile part, RemoteFile begun, CancellationToken cancel)
    {
        if (begun.Length < part.Length)
            return false;

        return begun.Sum is { } theirs
            ? await part.Digest.SumAsync(part.Length, cancel) == theirs
            : begun.IsOf(part.Version);
    }

    /// <summary>
    /// Sums what arrived while more is on its way, and remembers where the server began, or began anew.
    /// </summary>
    private sealed class FollowedProgress(PartFile part, bool verifies, IProgress<TransferPosition>? inner)
        : IProgress<TransferPosition>
    {
        public long Least { get; private set; } = long.MaxValue;

        public void Report(TransferPosition value)
        {
            Least = Math.Min(Least, value.Bytes);
            if (verifies)
                part.Digest.Report(Math.Min(value.Bytes, part.Length)); // TFTP writes in larger pieces than it tells
            inner?.Report(value);
        }
    }
}
