using System.Globalization;
using System.Text;
using Sockeye.Protocols.Text;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>A step in words, the same in every form of the picture.</summary>
public static class CallText
{
    /// <summary>How many characters of the bytes are shown: as many as a line of a ladder has room for.</summary>
    public const int MaxPreviewChars = 48;

    private const int MaxArgumentChars = 80; // a UNIX path may be longer; the JSON form has all of it

    /// <summary>The call with its arguments and its outcome: <c>recv(1024) = 5</c>.</summary>
    public static string Line(Step step)
    {
        string repeats = string.Concat(step.Repeats.Select(
            logged => $", ({Shorten(logged.Call.Arguments)})"));
        return Name(step.Call) + repeats + Outcome(step);
    }

    /// <summary>The call with its arguments: <c>recv(1024)</c>.</summary>
    public static string Name(TracedCall call) => $"{call.Name}({Shorten(call.Arguments)})";

    /// <summary>What came of it: <c> = 5</c>, <c> → ECONNREFUSED</c>, <c> …</c> while it waits.</summary>
    public static string Outcome(Step step) => step switch
    {
        { Part: StepPart.Begin } => " …",
        { Call.NeverReturned: true } => " never returned",
        { Call.Error: { } error } when IsRestart(error) => " → interrupted by a signal",
        { Call.Error: { } error } => $" → {error}",
        { Call: { Kind: CallKind.Accept, Address: { } peer } } => $" = {step.Call.Result} from {peer}",
        { Call.IsEndOfStream: true } => " = 0, the end",
        { Call.Result: "" } => "",
        _ => $" = {step.Call.Result}",
    };

    private static string Shorten(string arguments) =>
        arguments.Length <= MaxArgumentChars ? arguments : arguments[..(MaxArgumentChars - 1)] + "…";

    // What the kernel tells strace(1), and no program: the call begins again, or the program sees EINTR.
    private static bool IsRestart(string error) => error.StartsWith("ERESTART", StringComparison.Ordinal);

    /// <summary>
    /// The first bytes as a literal: <c>"GET / HTTP/1.1\r\n…"</c>; empty when there are none to show.
    /// </summary>
    public static string Preview(Step step)
    {
        TracedCall call = step.Call;
        if (step.Part == StepPart.Begin || call.Preview.IsEmpty)
            return "";

        string text = PrintableText.Escape(call.Preview.Span, MaxPreviewChars)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        bool isCut = text.EndsWith('…') || call.Preview.Length >= call.Bytes;
        return isCut ? $"\"{text}\"" : $"\"{text}…\"";
    }

    /// <summary>How long it waited, and for whom; empty when it did not.</summary>
    public static string Wait(Step step)
    {
        if (!step.Waited)
            return "";

        string time = $"waited {Duration(step.Call.Duration)}";
        return step.WaitedFor is { } lane ? $"{time} for {Whom(lane)}" : time;
    }

    /// <summary>The state the socket came to; empty when it stayed as it was.</summary>
    public static string State(Step step) => step switch
    {
        { ChangesState: false } => "",
        { Call.Socket.IsStream: false, Logged.After: SocketState.Established } => "connected", // nobody was asked
        _ => SocketStates.Text(step.Logged.After),
    };

    /// <summary>What an arrow carries: <c>5 B</c>, <c>connection</c>, <c>end</c>.</summary>
    public static string Of(ArrowKind kind, long bytes) => kind switch
    {
        ArrowKind.Connection => "connection",
        ArrowKind.End => "end",
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B"),
    };

    /// <summary>A lane above its line: <c>#2 client.py fd 3</c>.</summary>
    public static string Heading(Lane lane) =>
        string.Create(CultureInfo.InvariantCulture, $"#{lane.Number} {lane.Title}");

    /// <summary>A moment of the day with its offset from UTC: <c>2026-03-01 14:05:09 +01:00</c>.</summary>
    public static string Date(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>How much there is: <c>123 calls of 4 sockets, 2 hidden</c>.</summary>
    public static string Summary(Ladder ladder)
    {
        (int calls, int sockets) = (ladder.ShownCalls, ladder.ShownSockets);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{calls:N0} call{(calls == 1 ? "" : "s")} of {sockets} socket{(sockets == 1 ? "" : "s")}");
        return ladder.Hidden.Count == 0
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}, {ladder.Hidden.Count} hidden");
    }

    /// <summary>Which sockets are hidden, and how to see them; null when none is.</summary>
    public static string? Hidden(Ladder ladder)
    {
        if (ladder.Hidden.Count == 0)
            return null;

        IEnumerable<string> kinds = ladder.Hidden.CountBy(reason => reason)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {kind.Key}"));
        string noun = ladder.Hidden.Count == 1 ? "socket is" : "sockets are";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ladder.Hidden.Count} {noun} hidden ({string.Join(", ", kinds)}); --only all shows all");
    }

    /// <summary>A lane in a sentence.</summary>
    public static string Whom(Lane lane) => lane.Socket is null ? lane.Address : lane.Title;

    /// <summary>A time with a unit that suits it.</summary>
    public static string Duration(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
    };

    /// <summary>A moment: milliseconds since the beginning.</summary>
    public static string Moment(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.000}");

    /// <summary>What was left out; null when nothing was.</summary>
    public static string? Omission(Ladder ladder) => ladder.Dropped == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{ladder.Dropped:N0} of {ladder.Calls:N0} calls are left out, from the middle; --events keeps more");

    /// <summary>All of a step in one sentence, for whoever does not see the picture.</summary>
    public static string Sentence(Step step)
    {
        var text = new StringBuilder($"{Moment(step.Time)} ms, {step.Lane.Title}: {Line(step)}");
        foreach (string part in new[] { Preview(step), Wait(step), State(step) })
        {
            if (part.Length > 0)
                text.Append(", ").Append(part);
        }

        return text.ToString();
    }
}
