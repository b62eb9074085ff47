using System.Buffers;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Services.Files;

/// <summary>The content of a listing, when it has arrived.</summary>
internal static class SfpListing
{
    public static IReadOnlyList<SfpEntry> Parse(ReadOnlyMemory<byte> content)
    {
        var decoder = new SfpEntryDecoder();
        var rest = new ReadOnlySequence<byte>(content);
        var entries = new List<SfpEntry>();
        while (decoder.TryDecode(ref rest, out SfpEntry entry))
            entries.Add(entry);

        return rest.IsEmpty
            ? entries
            : throw new PeerProtocolException(ProtocolError.CutOff, "the listing ends inside a line");
    }
}
