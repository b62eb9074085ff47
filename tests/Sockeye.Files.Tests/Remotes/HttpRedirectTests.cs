using Sockeye.Files.Remotes;
using Sockeye.Protocols;

namespace Sockeye.Files.Tests.Remotes;

public sealed class HttpRedirectTests
{
    [Theory]
    [InlineData("http://host/a", "/b", "http://host/b")]
    [InlineData("http://host/a/b", "c", "http://host/a/c")]
    [InlineData("http://host/a", "https://host/a", "https://host/a")]
    [InlineData("http://host/a", "//other:81/b?c#d", "http://other:81/b?c")]
    [InlineData("https://host/a", "https://user:secret@other/b", "https://other/b")]
    [InlineData("http://[::1]:80/a", "?b", "http://[::1]/a?b")]
    public void Location_is_read_from_where_it_was_told(string from, string location, string target) =>
        Assert.Equal(target, HttpRedirect.Target(new Uri(from), new Uri(location, UriKind.RelativeOrAbsolute)).AbsoluteUri);

    [Theory]
    [InlineData("https://host/a", "http://host/a"), InlineData("https://host/a", "http://other/a")]
    [InlineData("http://host/a", "ftp://host/a"), InlineData("http://host/a", "file:///etc/passwd"), InlineData("http://host/a", "javascript:x")]
    public void It_leads_neither_out_of_tls_nor_to_other_protocols(string from, string location)
    {
        var refused = Assert.Throws<PeerProtocolException>(
            () => HttpRedirect.Target(new Uri(from), new Uri(location, UriKind.RelativeOrAbsolute)));

        Assert.Equal(ProtocolError.Refused, refused.Error);
        Assert.Contains(location, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host/a", "http://host/a/", true), InlineData("http://host/a/b?c", "http://host/a/b/", true)]
    [InlineData("http://host/a", "http://other/a/", false), InlineData("http://host/a", "http://host/b/", false)]
    [InlineData("http://host/a", "http://host/a", false)]
    public void Name_with_a_slash_is_a_directory(string asked, string reached, bool isDirectory) =>
        Assert.Equal(isDirectory, HttpRedirect.IsDirectory(new Uri(asked), new Uri(reached)));

    [Theory]
    [InlineData("http://host/a", "http://HOST:80/b", true), InlineData("http://host/", "http://host:81/", false)]
    [InlineData("http://host/", "https://host/", false), InlineData("http://host/", "http://host.example/", false)]
    public void Origin_is_scheme_host_and_port(string one, string other, bool isSame) =>
        Assert.Equal(isSame, HttpRedirect.OriginOf(new Uri(one)) == HttpRedirect.OriginOf(new Uri(other)));
}
