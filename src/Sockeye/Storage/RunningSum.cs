using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>A SHA-256 that goes on: each call reads further in the file. One task at a time.</summary>
/// <param name="file">A file open for reading. Its own position is not used.</param>
/// <param name="start">Where it begins, in bytes.</param>
internal sealed class RunningSum(SafeFileHandle file, long start) : IDisposable
{
    // Measured on a file in memory, 64 KiB to 4 MiB: less costs calls, more falls out of the processor's cache. Read
    // synchronously: a hop to another thread per chunk costs a third more processor time.
    private const int ChunkBytes = 256 * 1024;

    // After so many chunks, a few milliseconds at most, others have a turn on the thread: a server has as few threads
    // as processors, and its connections need them as well.
    private const int ChunksPerTurn = 4;

    // Up to here it is summed where it stands: some 40 µs, less than a hop to the pool can cost.
    private const int AtOnceBytes = 64 * 1024;

    private IncrementalHash? _hash; // made when it is needed: the first of a process takes milliseconds

    private IncrementalHash Hash => _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Up to where it has read, in bytes from the start of the file.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The sum of what was read so far.</summary>
    public Sha256Sum Current => new(Hash.GetCurrentHash());

    /// <summary>
    /// Reads on, on a thread of the pool unless it is little. Cancelled, between two chunks, it can be continued.
    /// </summary>
    /// <param name="end">Up to where, in bytes from the start of the file.</param>
    /// <param name="place">By whose turns, unless it is little; null: in between others on the pool.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public Task ReadToAsync(long end, WorkPlace? place, CancellationToken cancel) =>
        end - Position <= AtOnceBytes
            ? ReadInTurnsAsync(end, null, cancel)
            : Task.Run(() => ReadInTurnsAsync(end, place, cancel), CancellationToken.None);

    /// <summary>Forgets what was read, and begins at the start of the file.</summary>
    public void Restart()
    {
        _hash?.GetHashAndReset();
        Position = 0;
    }

    public void Dispose() => _hash?.Dispose();

    private async Task ReadInTurnsAsync(long end, WorkPlace? place, CancellationToken cancel)
    {
        for (int chunks = 1; Position < end; chunks++)
        {
            if (place is not null)
                await place.StepAsync(cancel);
            else if (chunks % ChunksPerTurn == 0)
                await Task.Yield(); // to the end of the pool's queue
            cancel.ThrowIfCancellationRequested();
            ReadChunk(end);
        }
    }

    // Who waits for a turn holds no memory.
    private void ReadChunk(long end)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, end - Position));
        try
        {
            int read = RandomAccess.Read(file, chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - Position)), Position);
            if (read == 0)
                throw new EndOfStreamException($"the file ended {end - Position} bytes early");

            Hash.AppendData(chunk.AsSpan(0, read));
            Position += read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
