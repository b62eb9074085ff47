using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>A step as the page needs it: where it stands, and all there is to say about it.</summary>
/// <param name="Lane">The lane's index.</param>
/// <param name="Time">Milliseconds since the beginning.</param>
/// <param name="Facts">Names and values, for the details.</param>
internal sealed record StepJson(int Lane, double Time, IReadOnlyList<string[]> Facts)
{
    public static StepJson Of(Step step)
    {
        TracedCall call = step.Call;
        IEnumerable<(string Name, string Value)> facts =
        [
            ("call", CallText.Line(step)),
            ("socket", $"{step.Lane.Title}, {step.Lane.Address}"),
            ("made by",
                call.Maker.Process == 0 ? call.Maker.Program : $"{call.Maker.Program}, process {call.Maker.Process}"),
            ("called", $"{CallText.Moment(call.Start)} ms"),
            ("took", CallText.Duration(call.Duration)),
            ("waited for", step.WaitedFor is { } lane ? CallText.Whom(lane) : ""),
            ("bytes", call.Kind is CallKind.Send or CallKind.Receive ? Place(step.Logged) : ""),
            ("data", CallText.Preview(step)),
            ("state", SocketStates.Text(step.Logged.After)),
            .. step.Arrows.Select(arrow => (
                arrow.To is null ? "to" : "from",
                $"{CallText.Whom(arrow.To is null ? arrow.ToLane : arrow.FromLane)}: "
                + $"{CallText.Of(arrow.Kind, arrow.Bytes)}")),
        ];
        return new StepJson(
            step.Lane.Index, step.Time.TotalMilliseconds,
            [.. facts.Where(fact => fact.Value.Length > 0).Select(fact => new[] { fact.Name, fact.Value })]);
    }

    private static string Place(LoggedCall logged) =>
        logged.Call.Socket!.IsStream && logged.Call.Bytes > 0
            ? $"{logged.Call.Bytes}, from {logged.Offset} of the stream on"
            : $"{logged.Call.Bytes}";
}
