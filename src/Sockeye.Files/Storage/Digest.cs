using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Storage;

/// <summary>SHA-256 of an open file.</summary>
public static class Digest
{
    /// <summary>Sums a part of a file.</summary>
    /// <param name="file">A file open for reading. Its position is not used.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="cancel">Gives up, between two chunks.</param>
    /// <param name="place">By whose turns; null: nobody else's work is to be considered.</param>
    /// <exception cref="EndOfStreamException">The file ends before the part does.</exception>
    public static async ValueTask<Sha256Sum> ComputeAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel, WorkPlace? place = null)
    {
        using var sum = new RunningSum(offset);
        await sum.ReadToAsync(file, offset + length, place, cancel);
        return sum.Current;
    }
}
