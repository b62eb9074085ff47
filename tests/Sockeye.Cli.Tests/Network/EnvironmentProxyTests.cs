using System.Net;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;

namespace Sockeye.Cli.Tests.Network;

/// <summary>
/// Which proxy a request goes by. With the same variables curl 7.88 does the same, but that it knows no port, no brackets
/// and no block of IPv6 in <c>no_proxy</c>.
/// </summary>
public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("*", "http://www.ex.test/"), InlineData("ex.test", "http://ex.test/"), InlineData("ex.test", "http://www.ex.test/")]
    [InlineData(".ex.test", "http://www.ex.test/"), InlineData(".ex.test", "http://ex.test/"), InlineData("EX.test.", "http://www.ex.TEST/")]
    [InlineData("127.0.0.0/8", "http://127.1.2.3:8080/"), InlineData("127.0.0.1", "http://127.0.0.1:1/"), InlineData("a 127.0.0.1", "http://127.0.0.1/")]
    [InlineData("::1", "http://[::1]/"), InlineData("[::1]", "http://[::1]:80/"), InlineData("2001:db8::/32", "http://[2001:db8::7]/")]
    [InlineData("a, ,ex.test,b", "https://ex.test/"), InlineData("ex.test:81", "http://ex.test:81/"), InlineData("[::1]:81", "http://[::1]:81/")]
    public void Host_of_no_proxy_is_reached_directly(string noProxy, string url) =>
        Assert.Null(Proxy(("all_proxy", "proxy:3128"), ("no_proxy", noProxy)).GetProxy(new Uri(url)));

    [Theory]
    [InlineData("", "http://ex.test/"), InlineData("ex.test", "http://notex.test/"), InlineData("ex.test", "http://ex.test.evil/")]
    [InlineData("127.0.0.0/8", "http://128.0.0.1/"), InlineData("127.0.0.0/8", "http://ex.test/"), InlineData("ex.test:81", "http://ex.test/")]
    [InlineData("::1", "http://[::2]/"), InlineData(".", "http://ex.test/"), InlineData("1", "http://127.0.0.1/"), InlineData("*.test", "http://ex.test/")]
    public void Any_other_goes_by_the_proxy(string noProxy, string url) => Assert.Equal(
        new Uri("http://proxy:3128/"), Proxy(("all_proxy", "proxy:3128"), ("no_proxy", noProxy)).GetProxy(new Uri(url)));

    [Theory]
    [InlineData("http://h/", "http://plain:1/"), InlineData("https://h/", "http://tls:2/")]
    public void Each_scheme_has_its_own(string url, string proxy) => Assert.Equal(
        new Uri(proxy), Proxy(("http_proxy", "plain:1"), ("https_proxy", "tls:2"), ("all_proxy", "rest:3")).GetProxy(new Uri(url)));

    [Fact]
    public void Login_of_a_proxy_is_in_no_url()
    {
        IWebProxy proxy = Proxy(("http_proxy", "http://us%40er:p%3aw@proxy:3128"));
        Uri address = proxy.GetProxy(new Uri("http://h/"))!;

        Assert.Equal("http://proxy:3128/", address.AbsoluteUri);
        NetworkCredential login = proxy.Credentials!.GetCredential(address, "Basic")!;
        Assert.Equal(("us@er", "p:w"), (login.UserName, login.Password));
    }

    [Theory]
    [InlineData("ftp://proxy:21"), InlineData("http://"), InlineData("://"), InlineData("file:///x")]
    public void Nobody_is_led_around_a_proxy_that_is_none(string value) =>
        Assert.Throws<UsageException>(() => Proxy(("http_proxy", value)));

    private static IWebProxy Proxy(params (string Name, string Value)[] variables) => ProxyVariables.Of(
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());
}
