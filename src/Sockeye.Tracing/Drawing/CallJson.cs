using Sockeye.Protocols.Text;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>A call as a JSON object. Times are milliseconds since the beginning of the trace.</summary>
internal sealed record CallJson
{
    /// <summary>1 for the first call of the trace.</summary>
    public required int Number { get; init; }

    public required double Start { get; init; }

    public required double Duration { get; init; }

    public required string Program { get; init; }

    public required int Process { get; init; }

    /// <summary>The lane, from 1 on: which socket, even when descriptors are used again.</summary>
    public required int Lane { get; init; }

    public required int Descriptor { get; init; }

    public required string Family { get; init; }

    public required string Type { get; init; }

    public string? Local { get; init; }

    public string? Peer { get; init; }

    public required string Call { get; init; }

    public required string Arguments { get; init; }

    public required string Result { get; init; }

    public string? Error { get; init; }

    public bool? NeverReturned { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The first bytes: text, what is none escaped as in C.</summary>
    public string? Payload { get; init; }

    /// <summary>The state of the socket afterwards.</summary>
    public required string State { get; init; }

    /// <summary>Which calls gave it what it got; of a peer outside, the number is 0.</summary>
    public IReadOnlyList<CauseJson>? From { get; init; }

    /// <summary>The lane whose call ended the wait.</summary>
    public int? WaitedFor { get; init; }

    /// <summary>What was traced; only at the first call.</summary>
    public TraceJson? Trace { get; init; }

    /// <summary>The calls of a step: one, and those like it that followed at once.</summary>
    public static IEnumerable<CallJson> Of(Step step) =>
        step.Repeats.Prepend(step.Logged).Select(logged => Of(step, logged));

    private static CallJson Of(Step step, LoggedCall logged)
    {
        TracedCall call = logged.Call;
        CauseJson[] causes = [.. step.Arrows.Where(arrow => arrow.To is not null).Select(CauseJson.Of)];
        return new CallJson
        {
            Number = logged.Number,
            Start = Milliseconds(call.Start),
            Duration = Milliseconds(call.Duration),
            Program = call.Maker.Program,
            Process = call.Maker.Process,
            Lane = step.Lane.Number,
            Descriptor = call.Socket!.Descriptor,
            Family = call.Socket.Family,
            Type = call.Socket.Type,
            Local = call.Socket.Local,
            Peer = call.Address ?? call.Socket.Peer,
            Call = call.Name,
            Arguments = call.Arguments,
            Result = call.Result,
            Error = call.Error,
            NeverReturned = call.NeverReturned ? true : null,
            Bytes = call.Bytes,
            Payload = call.Preview.IsEmpty ? null : PrintableText.Escape(call.Preview.Span),
            State = SocketStates.Text(logged.After),
            From = causes.Length == 0 ? null : causes,
            WaitedFor = step.WaitedFor is { } lane ? lane.Number : null,
        };
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 4);
}
