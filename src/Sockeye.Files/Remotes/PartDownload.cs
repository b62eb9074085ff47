using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>
/// Fetches a file by way of <c>FILE.part</c>, from a server of any protocol that can send from an offset on.
/// </summary>
/// <remarks>
/// What an earlier attempt left is gone on with only if the server's file certainly begins with it: by the SHA-256 of
/// those bytes, or else by the version that was noted with them.
/// </remarks>
internal sealed class PartDownload(IPartSource source, bool verifies)
{
    /// <exception cref="PeerProtocolException">
    /// The server refused. Or what arrived does not have its SHA-256 or length; the <c>.part</c> is then gone.
    /// </exception>
    public async Task<RemoteFetch> RunAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        await using PartFile part = PartFile.Open(target, mayResume);
        if (part.Length > 0 && !await IsBeginningAsync(name, part, stop))
            await part.StartOverAsync();

        long before = part.Length;
        var position = new FirstPosition(progress, part.Digest, verifies);
        RemoteFile told = await source.ReceiveAsync(name, part, position, stop);
        long length = part.Length;
        long resumedFrom = Math.Min(before, position.First ?? before);
        if (told.Length is { } promised && promised != length)
            throw Wrong(part, $"{length} bytes came instead of {promised}");

        Sha256Sum? sum = verifies ? await part.Digest.SumAsync(length, stop) : null;
        Sha256Sum? theirs = verifies ? told.Sum ?? await SumAsync(source, told, stop) : null;
        if (theirs is not null && theirs != sum)
            throw Wrong(part, $"the SHA-256 is {sum} instead of {theirs}");

        part.Publish(length, told.Modified, stop);
        return new RemoteFetch(length, resumedFrom, sum, IsVerified: theirs is not null);
    }

    /// <summary>
    /// Asks for the SHA-256 of what has arrived, over another connection if this one broke. Null when it cannot be
    /// told, or when the server is gone by now, as one that was there for so many downloads: if the length is right,
    /// the file is as certain as it will be.
    /// </summary>
    public static async Task<Sha256Sum?> SumAsync(IPartSource source, RemoteFile told, CancellationToken stop)
    {
        for (bool isAgain = false; ; isAgain = true)
        {
            try
            {
                return (await source.StatAsync(told.Name, withSum: true, stop)).Sum;
            }
            catch (Exception broken) when (told.Length is not null && RetryingRemote.IsBroken(broken))
            {
                if (isAgain)
                    return null;
            }
        }
    }

    private static PeerProtocolException Wrong(PartFile part, string what)
    {
        part.Discard();
        return new PeerProtocolException(ProtocolError.Corrupted, what);
    }

    private async Task<bool> IsBeginningAsync(string name, PartFile part, CancellationToken stop)
    {
        RemoteFile file = await source.StatAsync(name, withSum: false, stop);
        if (file.Length < part.Length)
            return false;
        if (await source.SumOfStartAsync(name, part.Length, stop) is not { } theirs)
            return file.IsOf(part.Version);
        if (await part.Digest.SumAsync(part.Length, stop) != theirs)
            return false;

        part.Version = file.Version;
        return true;
    }

    /// <summary>Sums what arrived while more is on its way, and remembers where the server began.</summary>
    private sealed class FirstPosition(IProgress<TransferPosition>? inner, FollowingDigest digest, bool verifies)
        : IProgress<TransferPosition>
    {
        public long? First { get; private set; }

        public void Report(TransferPosition value)
        {
            First ??= value.Bytes;
            if (verifies)
                digest.Report(value.Bytes);
            inner?.Report(value);
        }
    }
}
