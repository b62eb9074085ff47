using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>
/// The last times as a row of bars, between the least and the most of them; <c>×</c> where nothing came.
/// </summary>
internal sealed class PingSparkline
{
    private const int MaxBars = 40; // leaves room for the words on a line of 80
    private const string Bars = "▁▂▃▄▅▆▇█";

    private readonly Queue<TimeSpan?> _times = new();

    public void Add(PingEvent happened)
    {
        if (happened.Kind is PingEventKind.Duplicate or PingEventKind.Late)
            return;

        _times.Enqueue(happened.Kind == PingEventKind.Reply ? happened.RoundTrip : null);
        if (_times.Count > MaxBars)
            _times.Dequeue();
    }

    /// <summary>As many of them as fit, the last ones: a line that wraps cannot be drawn anew.</summary>
    /// <param name="columns">Of the terminal; the last one stays free, where the cursor stands.</param>
    public string ToString(int columns)
    {
        TimeSpan[] came = [.. _times.OfType<TimeSpan>()];
        string range = came.Length == 0 ? "" : $"  {PingText.Ms(came.Min())}–{PingText.Ms(came.Max())} ms";
        IEnumerable<TimeSpan?> fit = _times.TakeLast(columns - 1 - range.Length);
        string bars = string.Concat(
            fit.Select(time => time is { } shown ? BarOf(shown, came.Min(), came.Max()) : '×'));
        string line = bars + range;
        return line.Length < columns ? line : "";
    }

    private static char BarOf(TimeSpan time, TimeSpan least, TimeSpan most)
    {
        double share = most == least ? 0 : (time - least) / (most - least);
        return Bars[(int)Math.Round(share * (Bars.Length - 1))];
    }
}
