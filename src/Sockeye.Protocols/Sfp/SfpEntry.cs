namespace Sockeye.Protocols.Sfp;

/// <summary>One line of a listing.</summary>
/// <remarks>
/// <code>
/// file  length  time name
/// dir   -       time name
/// other -       time name
/// missing count|- unreadable|unnameable [path]    -: all that is in the directory; no path: somewhere
/// end
/// </code>
/// </remarks>
public sealed record SfpEntry
{
    private SfpEntry(SfpEntryKind kind, string name) => (Kind, Name) = (kind, name);

    /// <summary>What the line is.</summary>
    public SfpEntryKind Kind { get; }

    /// <summary>
    /// Its name from the root. Of what is missing, a text for people, escaped: it need not be a name, and may be empty.
    /// </summary>
    public string Name { get; }

    /// <summary>In bytes; 0 of all but files.</summary>
    public long Length { get; private init; }

    /// <summary>When its content last changed, UTC.</summary>
    public DateTimeOffset Modified { get; private init; }

    /// <summary>How many entries are missing; null: all that is in the directory.</summary>
    public long? Count { get; private init; }

    /// <summary>Why they are missing.</summary>
    public SfpMissing Reason { get; private init; }

    /// <summary>The last line.</summary>
    public static SfpEntry End { get; } = new(SfpEntryKind.End, "");

    /// <summary>A regular file.</summary>
    public static SfpEntry File(string name, long length, DateTimeOffset modified) =>
        new(SfpEntryKind.File, name) { Length = length, Modified = modified.ToUniversalTime() };

    /// <summary>A directory.</summary>
    public static SfpEntry Directory(string name, DateTimeOffset modified) =>
        new(SfpEntryKind.Directory, name) { Modified = modified.ToUniversalTime() };

    /// <summary>What is neither.</summary>
    public static SfpEntry Other(string name, DateTimeOffset modified) =>
        new(SfpEntryKind.Other, name) { Modified = modified.ToUniversalTime() };

    /// <summary>What cannot be told.</summary>
    public static SfpEntry Missing(string path, long? count, SfpMissing reason) =>
        new(SfpEntryKind.Missing, path) { Count = count, Reason = reason };
}
