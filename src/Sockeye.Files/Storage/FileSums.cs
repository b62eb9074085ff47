using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.LocalFiles;
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

/// <summary>
/// A SHA-256 that goes on: each call reads further in the file. Several may read at once, each in its own turns: then
/// it goes on as fast as all of theirs together. Safe from any thread.
/// </summary>
/// <param name="start">Where it begins, in bytes.</param>
internal sealed class RunningSum(long start) : IDisposable
{
    // Measured on a file in memory, 64 KiB to 4 MiB: less costs calls, more falls out of the processor's cache. Read
    // synchronously: a hop to another thread per chunk costs a third more processor time.
    private const int ChunkBytes = 256 * 1024;

    // After so many chunks, a few milliseconds at most, others have a turn on the thread: a server has as few threads
    // as processors, and its connections need them as well.
    private const int ChunksPerTurn = 4;

    // Up to here it is summed where it stands: some 40 µs, less than a hop to the pool can cost.
    private const int AtOnceBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private IncrementalHash? _hash; // made when it is needed: the first of a process takes milliseconds
    private long _position = start;

    /// <summary>Up to where it has read, in bytes from the start of the file.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>The sum of what was read so far.</summary>
    public Sha256Sum Current
    {
        get
        {
            lock (_lock)
                return new Sha256Sum(Hash.GetCurrentHash());
        }
    }

    private IncrementalHash Hash => _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>
    /// Reads on, on a thread of the pool unless it is little. Cancelled, between two chunks, it can be continued.
    /// </summary>
    /// <param name="file">The file, open for reading. Its own position is not used.</param>
    /// <param name="end">Up to where, in bytes from the start of the file.</param>
    /// <param name="place">By whose turns, unless it is little; null: in between others on the pool.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public Task ReadToAsync(SafeFileHandle file, long end, WorkPlace? place, CancellationToken cancel) =>
        end - Position <= AtOnceBytes
            ? ReadInTurnsAsync(file, end, null, cancel)
            : Task.Run(() => ReadInTurnsAsync(file, end, place, cancel), CancellationToken.None);

    /// <summary>Forgets what was read, and begins at the start of the file.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _hash?.GetHashAndReset();
            Volatile.Write(ref _position, 0);
        }
    }

    public void Dispose() => _hash?.Dispose();

    private async Task ReadInTurnsAsync(SafeFileHandle file, long end, WorkPlace? place, CancellationToken cancel)
    {
        for (int chunks = 1; Position < end; chunks++)
        {
            if (place is not null)
                await place.StepAsync(cancel);
            else if (chunks % ChunksPerTurn == 0)
                await Task.Yield(); // to the end of the pool's queue
            cancel.ThrowIfCancellationRequested();
            lock (_lock)
            {
                if (_position < end) // else another caller has read it meanwhile
                    ReadChunk(file, end);
            }
        }
    }

    // Who waits for a turn holds no memory.
    private void ReadChunk(SafeFileHandle file, long end)
    {
        int wanted = (int)Math.Min(ChunkBytes, end - _position);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            int read = FileBytes.Read(file, chunk.AsSpan(0, wanted), _position);
            if (read == 0)
                throw new EndOfStreamException($"the file ended {end - _position} bytes early");

            Hash.AppendData(chunk.AsSpan(0, read));
            Volatile.Write(ref _position, _position + read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
