using Sockeye.Cli.Commands.Ping;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Cli.Tests.Commands.Ping;

public sealed class PingSparklineTests
{
    [Theory]
    [InlineData(80, "▁▂▃▄▅▆▇█  1.000–8.000 ms")]
    [InlineData(25, "▁▂▃▄▅▆▇█  1.000–8.000 ms")]
    [InlineData(24, "▂▃▄▅▆▇█  1.000–8.000 ms")]
    [InlineData(17, "  1.000–8.000 ms")]
    [InlineData(16, ""), InlineData(0, "")]
    public void Last_column_stays_free(int columns, string line)
    {
        var times = new PingSparkline();
        for (int time = 1; time <= 8; time++)
            times.Add(new PingEvent(PingEventKind.Reply, time, TimeSpan.FromMilliseconds(time)));

        Assert.Equal(line, times.ToString(columns));
    }

    [Fact]
    public void Sparkline_goes_from_the_least_to_the_most_and_marks_what_is_lost()
    {
        var line = new PingSparkline();
        foreach (int time in new[] { 1, 8, 0, 4 })
            line.Add(new PingEvent(time == 0 ? PingEventKind.TimedOut : PingEventKind.Reply, 1, TimeSpan.FromMilliseconds(time)));

        Assert.Equal("▁█×▄  1.000–8.000 ms", line.ToString(80));
    }
}
