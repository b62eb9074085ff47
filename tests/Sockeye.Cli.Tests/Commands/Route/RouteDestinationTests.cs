using Sockeye.Cli.Commands.Route;

namespace Sockeye.Cli.Tests.Commands.Route;

public sealed class RouteDestinationTests
{
    [Theory]
    [InlineData("host", "host", null, false), InlineData("10.0.0.1", "10.0.0.1", null, false)]
    [InlineData("host:53", "host", 53, false), InlineData("::1", "::1", null, false)]
    [InlineData("[::1]", "::1", null, false), InlineData("[fe80::1%lo]:53", "fe80::1%lo", 53, false)]
    [InlineData("icmp://host", "host", null, false), InlineData("udp://host:53", "host", 53, true)]
    [InlineData("udp://[::1]:53", "::1", 53, true)]
    public void Host_is_read_with_what_belongs_to_it(string text, string host, int? port, bool needsUdp)
    {
        Assert.True(RouteDestination.TryParse(text, out RouteDestination? destination, out _));

        Assert.Equal(new RouteDestination(host, port, needsUdp), destination);
    }

    [Theory]
    [InlineData(""), InlineData(":53"), InlineData("host:"), InlineData("host:0"), InlineData("host:65536"), InlineData("host:+1")]
    [InlineData("tcp://host:1"), InlineData("unix:/a"), InlineData("udp://host"), InlineData("udp://host:0"), InlineData("[::1]x:5")]
    [InlineData("ho st"), InlineData("a/b")]
    public void What_is_no_host_is_refused(string text)
    {
        Assert.False(RouteDestination.TryParse(text, out _, out string? error));

        Assert.NotEmpty(error);
    }
}
