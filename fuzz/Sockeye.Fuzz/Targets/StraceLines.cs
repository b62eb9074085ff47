using System.Text;
using Sockeye.Tracing;
using Sockeye.Tracing.Strace;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever stands in a recording of strace, it is read without an exception, and the calls that were found have times,
/// lengths and texts that can be shown.
/// </summary>
internal static class StraceLines
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        var calls = new List<TracedCall>();
        var reader = new StraceReader(calls.Add);
        foreach (string line in text.Split('\n'))
            reader.OnLine(line);
        reader.OnEnd();

        foreach (TracedCall call in calls)
        {
            Invariant.Require(call.End >= call.Start && call.Bytes >= 0, "less than nothing");
            Invariant.Require(call.Preview.Length <= call.Bytes, "more is shown than was moved");
        }
    }
}
