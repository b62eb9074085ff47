using System.Text;
using System.Text.Json;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>Writes a ladder as JSON: an object per call, a line each, in causal order.</summary>
public static class JsonLadder
{
    /// <summary>
    /// Writes it. The first line has what was traced besides its call; when calls were left out, a last line says how
    /// many.
    /// </summary>
    public static string Draw(Ladder ladder)
    {
        var text = new StringBuilder();
        TraceJson? trace = TraceJson.Of(ladder);
        foreach (CallJson call in ladder.Steps.Where(IsItsPlace).SelectMany(CallJson.Of))
        {
            text.Append(JsonSerializer.Serialize(call with { Trace = trace }, LadderJson.Default.CallJson))
                .Append('\n');
            trace = null;
        }

        if (ladder.Dropped > 0)
        {
            var dropped = new DroppedJson(ladder.Calls, ladder.Dropped);
            text.Append(JsonSerializer.Serialize(dropped, LadderJson.Default.DroppedJson)).Append('\n');
        }

        return text.ToString();
    }

    // A call that waited has two steps. Who receives has its effect at the end, who gives had it at the beginning.
    private static bool IsItsPlace(Step step) => step.Part switch
    {
        StepPart.Begin => !IsReceiver(step.Call),
        StepPart.End => IsReceiver(step.Call),
        _ => true,
    };

    private static bool IsReceiver(TracedCall call) => call.Kind is CallKind.Receive or CallKind.Accept;
}
