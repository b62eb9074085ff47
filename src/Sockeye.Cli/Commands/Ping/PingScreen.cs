using Sockeye.Cli.Output;
using Sockeye.Services.Ping;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Shows what happens: a line each, and on a terminal a line below them that changes in place.</summary>
internal sealed class PingScreen(CommandContext context)
{
    private const string ToLineStart = "\r\e[K"; // and clears the line

    private readonly PingSparkline _times = new();
    private readonly bool _isLive = context.OutputIsTerminal && !context.Json;

    public void ShowStart(PingTarget target, int payloadBytes, string socket)
    {
        if (!context.Json)
            Line($"PING {target.Host} ({ScopedAddress.TextOf(target.Address)}): "
                + $"{payloadBytes} bytes of payload, {socket} ICMP socket");
    }

    public void Show(PingReport report)
    {
        if (context.Json)
        {
            context.Print(PingEventResult.Of(report), static _ => "");
            return;
        }

        _times.Add(report.Event);
        Line(PingText.Of(report), _isLive ? _times.ToString(Console.WindowWidth) : "");
    }

    public void ShowEnd(IReadOnlyList<PingTarget> targets)
    {
        if (context.Json)
        {
            foreach (PingTarget target in targets)
                context.Print(PingSummaryResult.Of(target), static _ => "");
        }
        else if (targets.Count == 1)
        {
            Line(PingText.SummaryOf(targets[0]));
        }
        else
        {
            Line("\n" + PingTable.Of(targets));
        }
    }

    private void Line(string text, string below = "")
    {
        lock (context.Out)
        {
            context.Out.WriteLine(_isLive ? ToLineStart + text : text);
            context.Out.Write(below);
            context.Out.Flush();
        }
    }
}
