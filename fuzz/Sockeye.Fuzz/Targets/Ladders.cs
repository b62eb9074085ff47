using System.Text;
using Sockeye.Tracing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;
using Sockeye.Tracing.Strace;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever calls a recording tells, their ladder is drawn without an exception and without a character that a
/// terminal would obey.
/// </summary>
internal static class Ladders
{
    private static readonly TextStyle Style = new(Width: 80, Unicode: true, Colour: false);

    public static void Run(ReadOnlySpan<byte> input)
    {
        var log = new CallLog(maxCalls: 100);
        var reader = new StraceReader(log.Add);
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n'))
            reader.OnLine(line);
        reader.OnEnd();

        Ladder ladder = Ladder.Of(log);
        string text = TextLadder.Draw(ladder, Style);
        Invariant.Require(text.Split('\n').All(TalkLines.IsSafe), "not safe to show");
        Invariant.Require(JsonLadder.Draw(ladder).Split('\n').All(TalkLines.IsSafe), "not safe to show as JSON");
    }
}
