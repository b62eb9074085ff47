using System.Runtime.CompilerServices;

namespace Sockeye.Storage;

/// <summary>The limits of a <see cref="FileRoot"/>. Every limit is finite.</summary>
public sealed record FileRootOptions
{
    /// <summary>
    /// The default of <see cref="MaxUploadBytes"/>: 64 GiB, our choice: a disk image with room to spare.
    /// </summary>
    public const long DefaultMaxUploadBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxListedEntries"/>: 100,000, our choice: some 10 MB of text.</summary>
    public const int DefaultMaxListedEntries = 100_000;

    /// <summary>The longest file that is taken, in bytes. Default 64 GiB.</summary>
    public long MaxUploadBytes { get; init => field = Positive(value); } = DefaultMaxUploadBytes;

    /// <summary>How many entries one listing may look at. Default 100,000; more is refused as too large.</summary>
    public int MaxListedEntries { get; init => field = (int)Positive(value); } = DefaultMaxListedEntries;

    private static long Positive(long value, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, property);
        return value;
    }
}
