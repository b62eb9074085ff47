using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Exercises;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Terminals;

/// <summary>What is drawn anew in place, on a terminal of 80 columns, and what is left of it.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class LiveViewTests
{
    [Fact]
    public async Task Hops_are_a_table_that_grows_and_stays()
    {
        using var folder = new TemporaryDirectory();
        await using var terminal = new Terminal(folder.At("tmux"));
        string[] command = SockeyeProcess.CommandLine("route", "127.0.0.1", "-n", "-i", "100ms");
        await terminal.StartAsync(["sh", "-c", "echo; exec \"$@\"", "sh", .. command]); // at the end tmux scrolls by a line

        await terminal.UntilAsync(screen => screen is ["", _, var round, ..] && Regex.IsMatch(round, @"^round ([2-9]|\d\d+); Ctrl-C ends it$"));
        await terminal.TypeAsync("\u0003");

        await terminal.UntilAsync(screen =>
            screen.SkipWhile(line => line.Length == 0).ToArray() is [var heading, var head, var hop, ..]
            && heading == "traceroute to 127.0.0.1 (127.0.0.1), 30 hops max, 60 byte packets"
            && Regex.IsMatch(head, "^hop  host +loss %  sent  last ms +avg ms +best ms +worst ms +stdev$")
            && Regex.IsMatch(hop, @"^  1  127\.0\.0\.1 +\d+ +\d+( +[\d.]+){5}$"));
    }

    [Fact]
    public async Task Round_trips_are_a_curve_under_which_the_numbers_stand()
    {
        using var folder = new TemporaryDirectory();
        await using var terminal = new Terminal(folder.At("tmux"));
        await terminal.StartAsync(SockeyeProcess.CommandLine("ping", "127.0.0.1", "--plot", "-c", "8", "-i", "50ms"));

        await terminal.UntilAsync(screen =>
            screen.Count(line => Regex.IsMatch(line, "^ *([\\d.]+ ms)?[┤│]")) > 2
            && screen.Count(line => line.EndsWith("ping statistics ---", StringComparison.Ordinal)) == 1
            && screen.Any(line => line.StartsWith("8 packets transmitted, 8 received", StringComparison.Ordinal)));
    }
}
