using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>The SHA-256 of the files of one root: each computed once, and then remembered.</summary>
/// <remarks>Sums of parts are not remembered. Safe from any thread.</remarks>
/// <param name="options">The limits.</param>
/// <param name="time">The clock that stamps the files.</param>
internal sealed class FileSums(FileRootOptions options, TimeProvider time)
{
    // Our choice: often enough that PeerPresence.Patience is what counts.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly VersionCache<Sha256Sum> _known = new(options.MaxCachedSums);
    private readonly ConcurrentDictionary<FileVersion, Task> _underWay = new();

    /// <summary>The sum of that version, if it was computed before. Reads nothing.</summary>
    public Sha256Sum? Known(FileVersion version) => _known.TryGet(version, out Sha256Sum sum) ? sum : null;

    /// <summary>
    /// Sums a whole file, unless its sum is known. Who asks while another sums the same file waits for that.
    /// </summary>
    /// <param name="file">The open file.</param>
    /// <param name="version">What it was when it was opened.</param>
    /// <param name="place">By whose turns; null: nobody else's work is to be considered.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">The file became shorter meanwhile.</exception>
    public async ValueTask<Sha256Sum> SumAsync(
        SafeFileHandle file, FileVersion version, WorkPlace? place, CancellationToken cancel)
    {
        if (Known(version) is { } known)
            return known;
        if (!version.IsSettled(time.GetUtcNow()))
            return await ComputeAsync(file, version, place, cancel); // it will not be remembered: nothing to wait for

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_underWay.GetOrAdd(version, done.Task) is var other && other != done.Task)
            await WaitAsync(other, place, cancel);
        try
        {
            return Known(version) ?? await ComputeAsync(file, version, place, cancel);
        }
        finally
        {
            _underWay.TryRemove(version, out _);
            done.SetResult();
        }
    }

    /// <summary>Sums a part of a file.</summary>
    /// <exception cref="FileRefusedException">The file became shorter meanwhile.</exception>
    public static async ValueTask<Sha256Sum> SumAsync(
        SafeFileHandle file, long offset, long length, WorkPlace? place, CancellationToken cancel)
    {
        try
        {
            return await Digest.ComputeAsync(file, offset, length, cancel, place);
        }
        catch (EndOfStreamException shrunk)
        {
            throw new FileRefusedException(FileRefusal.Busy, "the file became shorter while it was summed", shrunk);
        }
    }

    // Who waits for another's sum asks as well whether it is still wanted. Of a crowd that has left each would else
    // be found gone only once the sum has become its own, one after the other.
    private async Task WaitAsync(Task other, WorkPlace? place, CancellationToken cancel)
    {
        while (!other.IsCompleted)
        {
            place?.ThrowIfPeerIsGone();
            try
            {
                await other.WaitAsync(LookEvery, time, cancel);
            }
            catch (TimeoutException)
            {
                // It goes on.
            }
        }
    }

    private async ValueTask<Sha256Sum> ComputeAsync(
        SafeFileHandle file, FileVersion version, WorkPlace? place, CancellationToken cancel)
    {
        // Of a settled file every change from here on is seen. One since it was opened makes it another version.
        bool isSettled = version.IsSettled(time.GetUtcNow());
        Sha256Sum sum = await SumAsync(file, 0, (long)version.Size, place, cancel);
        bool isUnchanged = FileCalls.Status(file, out Statx status) == Errno.None
            && FileVersion.Of(status) == version;
        if (isSettled && isUnchanged)
            _known.Set(version, sum);
        return sum;
    }
}
