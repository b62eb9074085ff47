using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;

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

/// <summary>The first word of a line of a listing.</summary>
public enum SfpEntryKind
{
    /// <summary><c>file</c>: a regular file.</summary>
    File,

    /// <summary><c>dir</c>: a directory.</summary>
    Directory,

    /// <summary><c>other</c>: a link, a device, a FIFO, a socket: it is there, and is not served.</summary>
    Other,

    /// <summary><c>missing</c>: so much of a directory cannot be told.</summary>
    Missing,

    /// <summary><c>end</c>: the listing ends here; without it, it was cut off.</summary>
    End,
}

/// <summary>Why entries are missing.</summary>
public enum SfpMissing
{
    /// <summary><c>unreadable</c>: the server itself may not read them, or its disk fails.</summary>
    Unreadable,

    /// <summary><c>unnameable</c>: their names are no names of SFP.</summary>
    Unnameable,

    /// <summary>A reason that a newer server may have.</summary>
    Unknown,
}

/// <summary>Reads the lines of a listing.</summary>
public sealed class SfpEntryDecoder : IFrameDecoder<SfpEntry>
{
    private readonly LineDecoder _lines = new(SfpLimits.MaxLineBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out SfpEntry frame)
    {
        bool found = _lines.TryDecode(ref input, out ReadOnlySequence<byte> line);
        frame = found ? Parse(line) : SfpEntry.End; // not looked at when there is none
        return found;
    }

    private static SfpEntry Parse(ReadOnlySequence<byte> line)
    {
        if (!SfpText.TryDecode(line, out string? text))
            throw Malformed();

        ReadOnlySpan<char> rest = text;
        return SfpText.TakeWord(ref rest) switch
        {
            "file" when ParseEntry(rest) is ({ } length, var modified, { } name) =>
                SfpEntry.File(name, length, modified),
            "dir" when ParseEntry(rest) is (null, var modified, { } name) => SfpEntry.Directory(name, modified),
            "other" when ParseEntry(rest) is (null, var modified, { } name) => SfpEntry.Other(name, modified),
            "missing" => ParseMissing(rest),
            "end" when text.Length == "end".Length => SfpEntry.End,
            _ => throw Malformed(),
        };
    }

    // Without a name it is no entry.
    private static (long? Length, DateTimeOffset Modified, string? Name) ParseEntry(ReadOnlySpan<char> rest)
    {
        bool isEntry = SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? length)
            & SfpText.TryParseTime(SfpText.TakeWord(ref rest), out DateTimeOffset modified)
            & SfpText.IsName(rest);
        return (length, modified, isEntry ? rest.ToString() : null);
    }

    private static SfpEntry ParseMissing(ReadOnlySpan<char> rest)
    {
        bool isCount = SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? count);
        ReadOnlySpan<char> word = SfpText.TakeWord(ref rest);
        SfpMissing reason = word switch
        {
            SfpText.Unreadable => SfpMissing.Unreadable,
            SfpText.Unnameable => SfpMissing.Unnameable,
            _ => SfpMissing.Unknown,
        };
        return isCount && !word.IsEmpty && (rest.IsEmpty || SfpText.IsName(rest))
            ? SfpEntry.Missing(rest.ToString(), count, reason)
            : throw Malformed();
    }

    private static PeerProtocolException Malformed() => new(ProtocolError.Malformed, "not a line of a listing");
}

/// <summary>Writes the lines of a listing.</summary>
public sealed class SfpEntryEncoder : IFrameEncoder<SfpEntry>
{
    /// <summary>Whether the name fits a line; an entry whose name does not cannot be asked for either.</summary>
    public static bool CanEncode(string name) => SfpText.IsName(name);

    /// <inheritdoc/>
    public void Encode(SfpEntry frame, IBufferWriter<byte> output)
    {
        if (frame.Name.Length > 0 && !CanEncode(frame.Name))
            throw new LocalProtocolException("the name does not fit a line of SFP");

        SfpText.WriteLine(Format(frame), output);
    }

    private static string Format(SfpEntry entry) => entry.Kind switch
    {
        SfpEntryKind.File => Line("file", Number(entry.Length), entry),
        SfpEntryKind.Directory => Line("dir", SfpText.None, entry),
        SfpEntryKind.Other => Line("other", SfpText.None, entry),
        SfpEntryKind.Missing => Missing(entry),
        _ => "end",
    };

    private static string Line(string kind, string length, SfpEntry entry) =>
        $"{kind} {length} {SfpText.FormatTime(entry.Modified)} {entry.Name}";

    private static string Missing(SfpEntry entry)
    {
        string count = entry.Count is { } known ? Number(known) : SfpText.None;
        string directory = entry.Name.Length == 0 ? "" : " " + entry.Name;
        return $"missing {count} {Word(entry.Reason)}{directory}";
    }

    private static string Word(SfpMissing reason) =>
        reason == SfpMissing.Unreadable ? SfpText.Unreadable : SfpText.Unnameable;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
