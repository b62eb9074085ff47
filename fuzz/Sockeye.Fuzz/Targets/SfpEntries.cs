using System.Buffers;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a server lists, the lines are the same in any pieces, no name has a control character, and all but reasons
/// of a newer server are written and read again as the same.
/// </summary>
internal static class SfpEntries
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        Decoded<SfpEntry> entries = Decoded<SfpEntry>.InAnyPieces(
            () => new SfpEntryDecoder(), input.ToArray(), static entry => entry, SfpLimits.MaxLineBytes + 1);
        foreach (SfpEntry entry in entries.Frames.Where(entry => entry.Reason != SfpMissing.Unknown))
        {
            var output = new ArrayBufferWriter<byte>();
            new SfpEntryEncoder().Encode(entry, output);
            var written = new ReadOnlySequence<byte>(output.WrittenMemory);
            bool isRead = new SfpEntryDecoder().TryDecode(ref written, out SfpEntry again);
            Invariant.Require(isRead && written.IsEmpty && again == entry, "another line when it is read again");
            Invariant.Require(!entry.Name.Any(char.IsControl) && entry.Length >= 0, "no entry");
        }
    }
}
