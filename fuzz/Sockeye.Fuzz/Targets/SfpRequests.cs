using System.Buffers;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client sends, the requests are the same in any pieces, and each that is one is written and read again as
/// the same.
/// </summary>
internal static class SfpRequests
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        Decoded<SfpRequest> requests = Decoded<SfpRequest>.InAnyPieces(
            () => new SfpRequestDecoder(), input.ToArray(), static request => request, SfpLimits.MaxLineBytes + 1);
        foreach (SfpRequest request in requests.Frames.Where(request => request.Verb != SfpVerb.Unknown))
        {
            var output = new ArrayBufferWriter<byte>();
            new SfpRequestEncoder().Encode(request, output);
            var written = new ReadOnlySequence<byte>(output.WrittenMemory);
            bool isRead = new SfpRequestDecoder().TryDecode(ref written, out SfpRequest again);
            Invariant.Require(isRead && written.IsEmpty && again == request, "another request when it is read again");
        }
    }
}
