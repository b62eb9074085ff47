using Sockeye.Cli.Commands.Ping;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Cli.Tests.Commands.Ping;

public sealed class PingPlotTests
{
    [Fact]
    public void Times_are_between_the_least_and_the_most_and_losses_below() => Assert.Equal(
        [
            "  3.000 ms+  * ",
            "          |  * ",
            "  1.000 ms+**  ",
            "              x",
        ],
        Of(hasBraille: false, 1, 1, 3, null).Draw(40, 4));

    [Fact]
    public void Character_of_braille_has_two_times_and_four_rows() =>
        Assert.Equal(["  2.000 ms┤⡸", ""], Of(hasBraille: true, 1, 2).Draw(40, 2).Select(line => line.TrimEnd()));

    [Theory]
    [InlineData(1, 1), InlineData(13, 2), InlineData(40, 5), InlineData(200, 50)]
    public void Curve_is_never_wider_than_it_may_be_nor_higher(int columns, int lines)
    {
        foreach (bool hasBraille in new[] { false, true })
        {
            IReadOnlyList<string> drawn = Of(hasBraille, [.. Enumerable.Range(1, 5_000).Select(i => (double?)(i % 7))])
                .Draw(columns, lines);

            Assert.Equal(Math.Max(lines, 2), drawn.Count);
            Assert.All(drawn, line => Assert.InRange(line.Length, 0, Math.Max(columns, 13)));
        }
    }

    [Fact]
    public void Nothing_but_losses_can_be_drawn()
    {
        IReadOnlyList<string> drawn = Of(hasBraille: true, null, null, null).Draw(40, 3);

        Assert.EndsWith("××", drawn[^1], StringComparison.Ordinal);
    }

    private static PingPlot Of(bool hasBraille, params double?[] milliseconds)
    {
        var plot = new PingPlot(hasBraille);
        foreach (double? time in milliseconds)
        {
            plot.Add(time is { } came
                ? new PingEvent(PingEventKind.Reply, 1, TimeSpan.FromMilliseconds(came))
                : new PingEvent(PingEventKind.TimedOut, 1, TimeSpan.FromSeconds(2)));
        }

        return plot;
    }
}
