using Sockeye.Cli.Commands.Probe;

namespace Sockeye.Cli.Tests.Commands.Probe;

public sealed class ProbedUrlTests
{
    [Theory]
    [InlineData("http://host", "tcp://host:80"), InlineData("https://host", "tls://host:443")]
    [InlineData("HTTP://host/", "tcp://host:80"), InlineData("https://host/a/b?c#d:9", "tls://host:443")]
    [InlineData("http://host:8080/a", "tcp://host:8080"), InlineData("https://[::1]", "tls://[::1]:443")]
    [InlineData("https://[::1]:8443/", "tls://[::1]:8443"), InlineData("http://me:word@host", "tcp://host:80")]
    [InlineData("http://host?a:1", "tcp://host:80"), InlineData("http://host:80,8080", "tcp://host:80,8080")]
    [InlineData("tcp://host:1", "tcp://host:1"), InlineData("unix:/http://host", "unix:/http://host")]
    public void Host_and_port_of_a_url_are_an_endpoint(string url, string endpoint) =>
        Assert.Equal(endpoint, ProbedUrl.ToEndpoint(url));
}
