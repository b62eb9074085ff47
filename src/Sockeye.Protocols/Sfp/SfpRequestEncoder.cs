using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

/// <summary>Writes requests, one line each.</summary>
public sealed class SfpRequestEncoder : IFrameEncoder<SfpRequest>
{
    /// <inheritdoc/>
    public void Encode(SfpRequest frame, IBufferWriter<byte> output)
    {
        if (frame.Verb == SfpVerb.Unknown)
            throw new LocalProtocolException("a line that is not a request cannot be sent as one");

        SfpText.WriteLine(Format(frame), output);
    }

    private static string Format(SfpRequest request)
    {
        string verb = request.Verb.ToString().ToUpperInvariant();
        string length = request.Length?.ToString(CultureInfo.InvariantCulture) ?? SfpText.None;
        return request.Verb switch
        {
            SfpVerb.Range or SfpVerb.SumRange => string.Create(
                CultureInfo.InvariantCulture, $"{verb} {request.Offset} {length} {request.Name}"),
            SfpVerb.Touch => $"{verb} {SfpText.FormatTime(request.Modified)} {request.Name}",
            SfpVerb.Login => $"{verb} {request.Name} {request.TakePassword()}",
            SfpVerb.Put or SfpVerb.Resume => $"{verb} {length} {request.Sum} {request.Name}",
            _ => request.Name.Length == 0 ? verb : $"{verb} {request.Name}",
        };
    }
}
