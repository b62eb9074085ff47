using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols.Wire;
using Sockeye.Storage;

namespace Sockeye.Services.Files;

/// <summary>
/// Sums files, a few at a time, so that asking for sums cannot take the disk from those who are sent files.
/// </summary>
[SuppressMessage(
    "Reliability", "CA1001", Justification = "the semaphore holds no kernel object until its handle is asked for")]
internal sealed class SumQueue(int maxAtOnce)
{
    private readonly SemaphoreSlim _turns = new(maxAtOnce);

    /// <exception cref="FileRefusedException">The file became shorter meanwhile.</exception>
    public async ValueTask<Sha256Sum> SumAsync(SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        try
        {
            return await Digest.ComputeAsync(file, offset, length, cancel);
        }
        catch (EndOfStreamException shrunk)
        {
            throw new FileRefusedException(FileRefusal.Busy, "the file became shorter while it was summed", shrunk);
        }
        finally
        {
            _turns.Release();
        }
    }
}
