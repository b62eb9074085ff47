namespace Sockeye.Protocols.Zip;

/// <summary>A file or directory in a ZIP archive, as its records tell it.</summary>
/// <param name="Name">With <c>/</c> between its parts; a directory's ends with one.</param>
/// <param name="Modified">When it last changed. ZIP knows 1980 to 2107, to 2 s.</param>
/// <param name="IsDeflated">Whether its bytes are compressed (RFC 1951).</param>
/// <param name="Length">How many bytes it has, uncompressed.</param>
public sealed record ZipEntry(string Name, DateTimeOffset Modified, bool IsDeflated, long Length)
{
    /// <summary>The CRC-32 of its bytes; known when they have been written.</summary>
    public uint Crc { get; init; }

    /// <summary>How many bytes it takes in the archive; known then too.</summary>
    public long PackedLength { get; init; }

    /// <summary>Where its first record begins in the archive.</summary>
    public long Offset { get; init; }

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>Whether its lengths need eight bytes: compressed it may become a little longer.</summary>
    internal bool IsLong => Length >= uint.MaxValue - (uint.MaxValue >> 4);
}
