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
        if (!CanEncode(frame.Name))
            throw new LocalProtocolException("the name does not fit a line of SFP");

        string time = SfpText.FormatTime(frame.Modified);
        string line = frame.IsDirectory
            ? $"dir {SfpText.None} {time} {frame.Name}"
            : string.Create(CultureInfo.InvariantCulture, $"file {frame.Length} {time} {frame.Name}");
        SfpText.WriteLine(line, output);
    }
}
