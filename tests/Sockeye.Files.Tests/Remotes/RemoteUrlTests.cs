using Sockeye.Files.Remotes;

namespace Sockeye.Files.Tests.Remotes;

public sealed class RemoteUrlTests
{
    [Theory]
    [InlineData("tcp://host:57/name", "Sfp", "tcp://host:57", "name", "tcp://host:57/name")]
    [InlineData("tcp://host/dir/name", "Sfp", "tcp://host:57", "dir/name", "tcp://host:57/dir/name")]
    [InlineData("tcp://host", "Sfp", "tcp://host:57", "", "tcp://host:57/")]
    [InlineData("tcp://host/", "Sfp", "tcp://host:57", "", "tcp://host:57/")]
    [InlineData("tcp:///name", "Sfp", "tcp://127.0.0.1:57", "name", "tcp://127.0.0.1:57/name")]
    [InlineData("tcp://[::1]/name", "Sfp", "tcp://[::1]:57", "name", "tcp://[::1]:57/name")]
    [InlineData("tcp://[::1]:58/name", "Sfp", "tcp://[::1]:58", "name", "tcp://[::1]:58/name")]
    [InlineData("tcp://host/a%20b/%C3%BC", "Sfp", "tcp://host:57", "a b/ü", "tcp://host:57/a b/ü")]
    [InlineData("tcp://host/50%2525", "Sfp", "tcp://host:57", "50%25", "tcp://host:57/50%2525")]
    [InlineData("tcp://host/a?b#c:d", "Sfp", "tcp://host:57", "a?b#c:d", "tcp://host:57/a?b#c:d")]
    [InlineData("tftp://host/name", "Tftp", "udp://host:69", "name", "tftp://host:69/name")]
    [InlineData("tftp://host:59/name", "Tftp", "udp://host:59", "name", "tftp://host:59/name")]
    [InlineData("tls://host/name", "Sfp", "tls://host:57", "name", "tls://host:57/name")]
    [InlineData("http://host/a?b=c", "Http", "tcp://host:80", "a", "http://host:80/a?b=c")]
    [InlineData("http://host/a%3fb?c", "Http", "tcp://host:80", "a?b", "http://host:80/a%3Fb?c")]
    [InlineData("http://host/a%23b#part", "Http", "tcp://host:80", "a#b", "http://host:80/a%23b")]
    [InlineData("http://host?x=y", "Http", "tcp://host:80", "", "http://host:80/?x=y")]
    [InlineData("https://[::1]/", "Http", "tls://[::1]:443", "", "https://[::1]:443/")]
    [InlineData("ftp://bob@host/d/f", "Ftp", "tcp://host:21", "d/f", "ftp://bob@host:21/d/f")]
    [InlineData("ftps://host/f", "Ftp", "tls://host:990", "f", "ftps://host:990/f")]
    [InlineData("ftpes://host/f", "Ftp", "tcp://host:21", "f", "ftpes://host:21/f")]
    [InlineData("unix:/run/f.sock:/name", "Sfp", "unix:/run/f.sock", "name", "unix:/run/f.sock:/name")]
    [InlineData("unix:@files:/name", "Sfp", "unix:@files", "name", "unix:@files:/name")]
    [InlineData("unix:/run/f.sock:/%2fname", "Sfp", "unix:/run/f.sock", "/name", "unix:/run/f.sock:/%2Fname")]
    [InlineData("unix:/run/f.sock", "Sfp", "unix:/run/f.sock", "", "unix:/run/f.sock:/")]
    public void Url_is_read_and_printed_in_a_form_that_reads_the_same(
        string text, string protocol, string endpoint, string name, string printed)
    {
        RemoteUrl url = Parse(text);

        Assert.Equal((protocol, endpoint, name), (url.Scheme.Protocol.ToString(), url.Endpoint.ToString(), url.Name));
        Assert.Equal(printed, url.ToString());
        Assert.Equal(url, Parse(printed));
    }

    [Theory]
    [InlineData("name", "'name' is not a URL of a file"), InlineData("", "is not a URL"), InlineData("gopher://host/name", "tcp://host:57/name")]
    [InlineData("tcp:host/name", "'//' is missing"), InlineData("tcp://host:99999/name", "the port '99999'")]
    [InlineData("tcp://[::1/name", "is not closed"), InlineData("unix:", "the path is missing"), InlineData("unix:://x", "the path is missing")]
    [InlineData("tcp://us er@host/name", "no user's name"), InlineData("ftp://user:secret@host/name", "can be read by others")]
    [InlineData("ftp://host/./", "'.' and '..'"), InlineData("tcp://host/a/%2e%2e", "'.' and '..'")]
    [InlineData("ftp://host/a%0D%0ADELE%20b", "control characters"), InlineData("http://host/%00", "control characters")]
    public void Error_names_what_is_wrong(string text, string explanation)
    {
        Assert.Null(RemoteUrl.Parse(text, out string? error));

        Assert.Contains(explanation, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://host/name", "name"), InlineData("tcp://host/dir/name", "name"), InlineData("tcp://host/dir/", ""), InlineData("tcp://host", "")]
    public void File_is_called_by_the_last_part_of_its_name(string url, string name) =>
        Assert.Equal(name, Parse(url).FileName);

    private static RemoteUrl Parse(string text)
    {
        RemoteUrl? url = RemoteUrl.Parse(text, out string? error);
        Assert.Null(error);
        return Assert.IsType<RemoteUrl>(url);
    }
}
