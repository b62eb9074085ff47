using Sockeye.Protocols.Checks;

namespace Sockeye.Files.Storage;

/// <summary>The limits of a <see cref="FileRoot"/>. Every limit is finite.</summary>
public sealed record FileRootOptions
{
    /// <summary>
    /// The default of <see cref="MaxUploadBytes"/>: 64 GiB, our choice: a disk image with room to spare.
    /// </summary>
    public const long DefaultMaxUploadBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxListedEntries"/>: 100,000, our choice: some 30 MB of memory.</summary>
    public const int DefaultMaxListedEntries = 100_000;

    /// <summary>The default of <see cref="MaxHeldBytes"/>: 64 MiB, our choice: some 200,000 entries.</summary>
    public const long DefaultMaxHeldBytes = 64 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxCachedSums"/>: 32,768, our choice: about 8 MiB of memory.</summary>
    public const int DefaultMaxCachedSums = 32_768;

    /// <summary>
    /// The default of <see cref="MaxKeptUploads"/>: 1,000, our choice: ten visitors with all that they may have.
    /// </summary>
    public const int DefaultMaxKeptUploads = 1_000;

    /// <summary>
    /// The default of <see cref="MaxKeptUploadsEach"/>: 100, our choice: a folder of pictures on a bad line.
    /// </summary>
    public const int DefaultMaxKeptUploadsEach = 100;

    /// <summary>The default of <see cref="MaxKeptBytes"/>: 256 GiB, our choice: four of the longest files.</summary>
    public const long DefaultMaxKeptBytes = 4 * DefaultMaxUploadBytes;

    /// <summary>The default of <see cref="MaxKeptBytesEach"/>: 64 GiB, our choice: one of the longest files.</summary>
    public const long DefaultMaxKeptBytesEach = DefaultMaxUploadBytes;

    /// <summary>
    /// Whether names that begin with a dot are left out, with all that is below them: they are neither listed, nor
    /// read, nor written. Default no.
    /// </summary>
    public bool HidesDotNames { get; init; }

    /// <summary>The longest file that is taken, in bytes. Default 64 GiB.</summary>
    public long MaxUploadBytes { get; init => field = Require.AtLeast(1, value); } = DefaultMaxUploadBytes;

    /// <summary>
    /// How many entries of one directory are held at once. Default 100,000. A listing that is sent while it is read may
    /// have any number; one that is held as a whole, as a page is, is refused as too large.
    /// </summary>
    public int MaxListedEntries { get; init => field = Require.AtLeast(1, value); } = DefaultMaxListedEntries;

    /// <summary>
    /// How much memory the entries that all listings hold at once may take, in bytes, roughly. Default 64 MiB. Beyond,
    /// a listing that is sent while it is read holds, and sorts, fewer at once; one that is held as a whole is refused.
    /// </summary>
    public long MaxHeldBytes { get; init => field = Require.AtLeast(1, value); } = DefaultMaxHeldBytes;

    /// <summary>
    /// Of how many files the SHA-256 is remembered until they change. Default 32,768; those not asked for longest make
    /// room.
    /// </summary>
    public int MaxCachedSums { get; init => field = Require.AtLeast(1, value); } = DefaultMaxCachedSums;

    /// <summary>
    /// How long an upload that was cut is kept, so that it can go on. Default 24 hours, our choice: until tomorrow.
    /// </summary>
    public TimeSpan KeepsUploadsFor { get; init => field = Require.AtLeast(TimeSpan.FromTicks(1), value); } =
        TimeSpan.FromHours(24);

    /// <summary>
    /// How many uploads that were cut are kept in all. Default 1,000. Beyond, the oldest of who has the most gives way.
    /// </summary>
    public int MaxKeptUploads { get; init => field = Require.AtLeast(1, value); } = DefaultMaxKeptUploads;

    /// <summary>
    /// How many uploads that were cut are kept of one owner. Default 100. Beyond, the oldest gives way.
    /// </summary>
    public int MaxKeptUploadsEach { get; init => field = Require.AtLeast(1, value); } = DefaultMaxKeptUploadsEach;

    /// <summary>
    /// How many bytes of uploads that were cut are kept in all. Default 256 GiB. Beyond, the oldest of who has the most
    /// gives way; one alone is kept, whatever its length.
    /// </summary>
    public long MaxKeptBytes { get; init => field = Require.AtLeast(1, value); } = DefaultMaxKeptBytes;

    /// <summary>
    /// How many bytes of uploads that were cut are kept of one owner. Default 64 GiB. Beyond, the oldest gives way; one
    /// alone is kept, whatever its length.
    /// </summary>
    public long MaxKeptBytesEach { get; init => field = Require.AtLeast(1, value); } = DefaultMaxKeptBytesEach;
}
