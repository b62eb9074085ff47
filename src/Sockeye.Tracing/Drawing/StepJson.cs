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
            ("socket", $"{CallText.Heading(step.Lane)}, {step.Lane.Address}"),
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

/// <summary>What a call got from another, as JSON.</summary>
/// <param name="Number">The other call; 0 when it was made outside.</param>
/// <param name="Kind"><c>data</c>, <c>connection</c> or <c>end</c>.</param>
/// <param name="Bytes">How many bytes.</param>
internal sealed record CauseJson(int Number, string Kind, long Bytes)
{
    public static CauseJson Of(Arrow arrow) =>
        new(arrow.From?.Number ?? 0, arrow.Kind.ToString().ToLowerInvariant(), arrow.Bytes);
}

/// <summary>What a bounded trace left out, as the last line of its JSON.</summary>
/// <param name="Calls">How many calls there were.</param>
/// <param name="Dropped">How many of them are not told, from the middle.</param>
internal sealed record DroppedJson(int Calls, int Dropped);
