using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Storage;

/// <summary>The SHA-256 of the files of one root: each computed once, and then remembered.</summary>
/// <remarks>Sums of parts are not remembered. Safe from any thread.</remarks>
/// <param name="options">The limits.</param>
/// <param name="time">The clock that stamps the files.</param>
internal sealed class FileSums(FileRootOptions options, TimeProvider time)
{
    private readonly VersionCache<Sha256Sum> _known = new(options.MaxCachedSums);
    private readonly Dictionary<FileVersion, SharedSum> _underWay = []; // also its lock

    /// <summary>The sum of that version, if it was computed before. Reads nothing.</summary>
    public Sha256Sum? Known(FileVersion version) => _known.TryGet(version, out Sha256Sum sum) ? sum : null;

    /// <summary>
    /// Sums a whole file, unless its sum is known. All who ask meanwhile read the same sum on, each in his turns.
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

        // Of a settled file every change from here on is seen. One since it was opened makes it another version.
        long length = (long)version.Size;
        if (!version.IsSettled(time.GetUtcNow()))
            return await SumAsync(file, 0, length, place, cancel);

        SharedSum shared = Join(version);
        try
        {
            Sha256Sum sum = await ReadAsync(shared.Sum, file, length, place, cancel);
            if (FileCalls.Status(file, out Statx status) == Errno.None && FileVersion.Of(status) == version)
                _known.Set(version, sum);
            return sum;
        }
        finally
        {
            Leave(version, shared);
        }
    }

    /// <summary>Sums a part of a file.</summary>
    /// <exception cref="FileRefusedException">The file became shorter meanwhile.</exception>
    public static async ValueTask<Sha256Sum> SumAsync(
        SafeFileHandle file, long offset, long length, WorkPlace? place, CancellationToken cancel)
    {
        using var sum = new RunningSum(offset);
        return await ReadAsync(sum, file, offset + length, place, cancel);
    }

    private static async ValueTask<Sha256Sum> ReadAsync(
        RunningSum sum, SafeFileHandle file, long end, WorkPlace? place, CancellationToken cancel)
    {
        try
        {
            await sum.ReadToAsync(file, end, place, cancel);
            return sum.Current;
        }
        catch (EndOfStreamException shrunk)
        {
            throw new FileRefusedException(FileRefusal.Busy, "the file became shorter while it was summed", shrunk);
        }
    }

    private SharedSum Join(FileVersion version)
    {
        lock (_underWay)
        {
            if (!_underWay.TryGetValue(version, out SharedSum? shared))
                _underWay[version] = shared = new SharedSum();
            shared.Readers++;
            return shared;
        }
    }

    private void Leave(FileVersion version, SharedSum shared)
    {
        lock (_underWay)
        {
            if (--shared.Readers > 0)
                return;

            _underWay.Remove(version);
            shared.Sum.Dispose();
        }
    }

    private sealed class SharedSum
    {
        public RunningSum Sum { get; } = new(start: 0);

        public int Readers { get; set; }
    }
}
