using System.Text;
using Sockeye.Protocols.Http;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a Range field says, each part of the answer is within the representation and not empty, and all together are
/// not more than it.
/// </summary>
internal static class HttpRanges
{
    private static readonly long[] Lengths = [0, 1, 100, 65_536, long.MaxValue];

    public static void Run(ReadOnlySpan<byte> input)
    {
        string field = Encoding.Latin1.GetString(input);
        foreach (long whole in Lengths)
            Check(RangeRequest.Parse(field, whole), whole);
    }

    private static void Check(RangeRequest? request, long whole)
    {
        if (request is null)
            return;

        Int128 sum = 0;
        foreach (ByteRange range in request.Ranges)
        {
            if (range.Offset < 0 || range.Length < 1 || range.Offset > whole - range.Length)
                throw new InvalidOperationException($"{range} is not within {whole} bytes");
            sum += range.Length;
        }

        if (sum > whole || request.Ranges.Count > RangeRequest.MaxRanges)
            throw new InvalidOperationException("the answer is longer than the whole");
    }
}
