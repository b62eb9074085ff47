using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

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
