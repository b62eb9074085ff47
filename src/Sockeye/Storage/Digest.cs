using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>SHA-256 of an open file.</summary>
public static class Digest
{
    private const int ChunkBytes = 128 * 1024; // the kernel's usual read-ahead

    /// <summary>Sums a part of a file.</summary>
    /// <param name="file">A file open for reading. Its position is not used.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="cancel">Gives up, between two chunks.</param>
    /// <exception cref="EndOfStreamException">The file ends before the part does.</exception>
    public static async ValueTask<Sha256Sum> ComputeAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] rented = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long end = offset + length;
            while (offset < end)
            {
                int wanted = (int)Math.Min(rented.Length, end - offset);
                int read = await RandomAccess.ReadAsync(file, rented.AsMemory(0, wanted), offset, cancel);
                if (read == 0)
                    throw new EndOfStreamException($"the file ended {end - offset} bytes early");

                hash.AppendData(rented, 0, read);
                offset += read;
            }

            return new Sha256Sum(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
