using Sockeye.Transports;

namespace Sockeye.Tests.Transports;

public sealed class EndpointListTests
{
    [Theory]
    [InlineData("tcp://host:22", "tcp://host:22")]
    [InlineData("tcp://host:22,80", "tcp://host:22 tcp://host:80")]
    [InlineData("udp://[::1]:7-9,5", "udp://[::1]:7 udp://[::1]:8 udp://[::1]:9 udp://[::1]:5")]
    [InlineData("tls://host:1-2,2-3", "tls://host:1 tls://host:2 tls://host:3")] // each once
    [InlineData("tcp://my-host:5-5", "tcp://my-host:5")]
    [InlineData("host:22,80", "tcp://host:22 tcp://host:80")]
    [InlineData("22,80-81", "tcp://127.0.0.1:22 tcp://127.0.0.1:80 tcp://127.0.0.1:81")]
    [InlineData("/run/a-1,2", "unix:/run/a-1,2")]
    [InlineData("unix:/run/a-1,2", "unix:/run/a-1,2")]
    [InlineData("unix:/run/:1-2", "unix:/run/:1-2")]
    public void Ports_are_listed_in_their_order(string text, string expected)
    {
        Assert.True(EndpointList.TryParse(text, out IReadOnlyList<Endpoint>? endpoints, out string? error), error);
        Assert.Equal(expected, string.Join(' ', endpoints));
    }

    [Fact]
    public void All_ports_are_a_range()
    {
        Assert.True(EndpointList.TryParse("tcp://host:1-65535", out IReadOnlyList<Endpoint>? endpoints, out _));
        Assert.Equal(65_535, endpoints.Count);
    }

    [Theory]
    [InlineData("tcp://host:9-1", "'9-1'"), InlineData("tcp://host:1-2-3", "'1-2-3'"), InlineData("tcp://host:1,,2", "''")]
    [InlineData("tcp://host:0-2", "'0-2'"), InlineData("tcp://host:1,65536", "'65536'"), InlineData("tcp://host:-", "'-'")]
    [InlineData("tcp://my-host", "port is missing"), InlineData("http://host:1,2", "no known scheme")]
    [InlineData("tcp://[::1]", "port is missing"), InlineData("icmp://host:1,2", "icmp has no ports")]
    public void Wrong_list_is_explained(string text, string expected)
    {
        Assert.False(EndpointList.TryParse(text, out _, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
