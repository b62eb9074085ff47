using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.Protocols.Text;

namespace Sockeye.Tracing.Strace;

/// <summary>Takes a line of strace's output apart.</summary>
internal static partial class StraceLineParser
{
    // 7,000 years: what is added up of two such times is one.
    private static readonly decimal MaxSeconds = (decimal)(TimeSpan.MaxValue / 4).TotalSeconds;

    /// <returns>null when the line is none that strace writes about a thread.</returns>
    public static StraceLine? Parse(string text)
    {
        Match head = Head().Match(text);
        if (!head.Success
            || !int.TryParse(head.Groups["thread"].ValueSpan, CultureInfo.InvariantCulture, out int thread)
            || Seconds(head.Groups["time"].ValueSpan) is not { } time)
            return null;

        string rest = text[head.Length..];
        if (!PrintableText.IsPrintable(rest))
            return null; // strace escapes whatever a terminal would obey: the program wrote this itself

        var line = new StraceLine
        {
            Kind = StraceLineKind.Signal,
            Thread = thread,
            Program = head.Groups["program"].Value,
            Time = time,
        };
        if (rest.StartsWith("+++ ", StringComparison.Ordinal))
            return line with { Kind = StraceLineKind.Exit };
        if (rest.StartsWith("--- ", StringComparison.Ordinal))
            return line;

        Match resumed = Resumed().Match(rest);
        if (resumed.Success)
            return ReadEnd(
                line with { Kind = StraceLineKind.End, Name = resumed.Groups["name"].Value }, rest[resumed.Length..]);

        Match name = CallName().Match(rest);
        if (!name.Success)
            return null;

        line = line with { Name = name.Groups["name"].Value };
        string arguments = rest[name.Length..];
        Match unfinished = Unfinished().Match(arguments);
        return unfinished.Success
            ? line with { Kind = StraceLineKind.Begin, Arguments = arguments[..unfinished.Index] }
            : ReadEnd(line with { Kind = StraceLineKind.Call }, arguments);
    }

    // "…arguments) = result <0.000012>"
    private static StraceLine? ReadEnd(StraceLine line, string text)
    {
        int close = StraceSyntax.EndOfArguments(text);
        Match result = close < 0 ? Match.Empty : Result().Match(text, close);
        if (!result.Success)
            return null;

        return line with
        {
            Arguments = text[..close],
            Result = result.Groups["result"].Value,
            Duration = Seconds(result.Groups["duration"].ValueSpan) ?? TimeSpan.Zero,
        };
    }

    private static TimeSpan? Seconds(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            && seconds < MaxSeconds
            ? new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    // A program may call itself what it likes: its name ends where the time begins.
    [GeneratedRegex(@"^(?:\[pid +)?(?<thread>\d+)(?:<(?<program>.*?)>)?\]? +(?<time>\d+\.\d+) ")]
    private static partial Regex Head();

    [GeneratedRegex(@"^<\.\.\. (?<name>\w+) resumed>,? ?")]
    private static partial Regex Resumed();

    // Another thread's line comes between, or strace lets go of the process.
    [GeneratedRegex(@" ?<(unfinished|detached) \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(?<name>\w+)\(")]
    private static partial Regex CallName();

    [GeneratedRegex(@"\G\) += (?<result>.*?)(?: <(?<duration>\d+\.\d+)>)?$")]
    private static partial Regex Result();
}
