using Sockeye.Cli.Console;
using Sockeye.Probing.Ping;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Shows what happens: a line each, and on a terminal a line below them that changes in place.</summary>
/// <param name="context">Where it shows it.</param>
/// <param name="isQuiet">Whether only the beginning and the end are shown.</param>
internal sealed class PingScreen(CommandContext context, bool isQuiet)
{
    private const string ToLineStart = "\r\e[K"; // and clears the line

    private readonly PingSparkline _times = new();
    private long _start = context.Time.GetTimestamp();
    private readonly bool _isLive = context.Console.OutputIsTerminal && !context.Console.Json;

    public void ShowStart(PingTarget target, int payloadBytes, string socket)
    {
        _start = context.Time.GetTimestamp();
        if (!context.Console.Json)
            Line($"{PingText.StartOf(target, payloadBytes)}\nby a {socket} ICMP socket");
    }

    public void Show(PingReport report)
    {
        if (isQuiet)
            return;
        if (context.Console.Json)
        {
            context.Console.Print(PingEventResult.Of(report), static _ => "");
            return;
        }

        _times.Add(report.Event);
        Line(PingText.Of(report), _isLive ? _times.ToString(DrawnScreen.Columns) : "");
    }

    public void ShowEnd(IReadOnlyList<PingTarget> targets)
    {
        if (context.Console.Json)
        {
            foreach (PingTarget target in targets)
                context.Console.Print(PingSummaryResult.Of(target), static _ => "");
        }
        else if (targets.Count == 1)
        {
            Line(PingText.SummaryOf(targets[0], context.Time.GetElapsedTime(_start)));
        }
        else
        {
            Line("\n" + PingTable.Of(targets));
        }
    }

    private void Line(string text, string below = "")
    {
        lock (context.Console.Out)
        {
            context.Console.Out.WriteLine(_isLive ? ToLineStart + text : text);
            context.Console.Out.Write(below);
            context.Console.Out.Flush();
        }
    }
}
