using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Transports;

namespace Sockeye.Tests.Transports;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:57", EndpointScheme.Tcp, "127.0.0.1", 57, "tcp://127.0.0.1:57")]
    [InlineData("TCP://Example.Org:057", EndpointScheme.Tcp, "Example.Org", 57, "tcp://Example.Org:57")]
    [InlineData("tcp://:57", EndpointScheme.Tcp, "127.0.0.1", 57, "tcp://127.0.0.1:57")]
    [InlineData("tcp://*:57", EndpointScheme.Tcp, "*", 57, "tcp://*:57")]
    [InlineData("tcp://localhost:0", EndpointScheme.Tcp, "localhost", 0, "tcp://localhost:0")]
    [InlineData("tcp://h:65535", EndpointScheme.Tcp, "h", 65535, "tcp://h:65535")]
    [InlineData("tcp://[::1]:57", EndpointScheme.Tcp, "::1", 57, "tcp://[::1]:57")]
    [InlineData("tls://[2001:db8::1]:443", EndpointScheme.Tls, "2001:db8::1", 443, "tls://[2001:db8::1]:443")]
    [InlineData("udp://:59", EndpointScheme.Udp, "127.0.0.1", 59, "udp://127.0.0.1:59")]
    [InlineData("udp://[fe80::1%2]:59", EndpointScheme.Udp, "fe80::1%2", 59, "udp://[fe80::1%2]:59")]
    [InlineData("udp://[fe80::1%25lo]:59", EndpointScheme.Udp, "fe80::1%lo", 59, "udp://[fe80::1%lo]:59")] // RFC 6874
    [InlineData("icmp://[fe80::1%253]", EndpointScheme.Icmp, "fe80::1%3", 0, "icmp://[fe80::1%3]")]
    [InlineData("udp://[fe80::1%25]:59", EndpointScheme.Udp, "fe80::1%25", 59, "udp://[fe80::1%25]:59")] // the zone 25
    [InlineData("udp://[fe80::1%2525lo]:59", EndpointScheme.Udp, "fe80::1%25lo", 59, "udp://[fe80::1%2525lo]:59")]
    [InlineData("unix:/run/my.sock", EndpointScheme.Unix, "/run/my.sock", 0, "unix:/run/my.sock")]
    [InlineData("unix:///run/my.sock", EndpointScheme.Unix, "/run/my.sock", 0, "unix:/run/my.sock")]
    [InlineData("unix:my.sock", EndpointScheme.Unix, "my.sock", 0, "unix:my.sock")]
    [InlineData("unix:/a:b c", EndpointScheme.Unix, "/a:b c", 0, "unix:/a:b c")]
    [InlineData("unix:@name", EndpointScheme.Unix, "@name", 0, "unix:@name")]
    [InlineData("unixgram:/run/d.sock", EndpointScheme.Unixgram, "/run/d.sock", 0, "unixgram:/run/d.sock")]
    [InlineData("example.org:57", EndpointScheme.Tcp, "example.org", 57, "tcp://example.org:57")]
    [InlineData("127.0.0.1:0", EndpointScheme.Tcp, "127.0.0.1", 0, "tcp://127.0.0.1:0")]
    [InlineData("[::1]:57", EndpointScheme.Tcp, "::1", 57, "tcp://[::1]:57")]
    [InlineData("*:57", EndpointScheme.Tcp, "*", 57, "tcp://*:57")]
    [InlineData(":57", EndpointScheme.Tcp, "127.0.0.1", 57, "tcp://127.0.0.1:57")]
    [InlineData("57", EndpointScheme.Tcp, "127.0.0.1", 57, "tcp://127.0.0.1:57")]
    [InlineData("/run/my.sock", EndpointScheme.Unix, "/run/my.sock", 0, "unix:/run/my.sock")]
    [InlineData("./my.sock", EndpointScheme.Unix, "./my.sock", 0, "unix:./my.sock")]
    [InlineData("../a:57", EndpointScheme.Unix, "../a:57", 0, "unix:../a:57")]
    [InlineData("icmp://example.org", EndpointScheme.Icmp, "example.org", 0, "icmp://example.org")]
    [InlineData("icmp://[::1]", EndpointScheme.Icmp, "::1", 0, "icmp://[::1]")]
    [InlineData("icmp://", EndpointScheme.Icmp, "127.0.0.1", 0, "icmp://127.0.0.1")]
    public void Text_is_read_and_printed_in_its_canonical_form(
        string text, EndpointScheme scheme, string host, int port, string canonical)
    {
        Endpoint endpoint = Endpoint.Parse(text);

        Assert.Equal((scheme, host, port), (endpoint.Scheme, endpoint.Host, endpoint.Port));
        Assert.Equal(canonical, endpoint.ToString());
        Assert.Equal(endpoint, Endpoint.Parse(canonical));
    }

    [Theory]
    [InlineData("", "no known scheme", "tcp://127.0.0.1:57")]
    [InlineData("host", "the port is missing", "tcp://host:57")]
    [InlineData("host:", "the port is missing", "tcp://host:57")]
    [InlineData("::1", "in brackets", "tcp://[::1]:57")]
    [InlineData("65536", "the port '65536'", "0 to 65535")]
    [InlineData("host:57/name", "has a path", "tcp://host:port")]
    [InlineData("host 57", "the host 'host 57'", "no host name")]
    [InlineData("/a\0b", "NUL", "path")]
    [InlineData("http://host:80", "no known scheme", "tcp, udp, tls, unix, unixgram, icmp")]
    [InlineData("0://host:80", "no known scheme", "tcp://")]
    [InlineData("tcp,udp://host:80", "no known scheme", "tcp://")]
    [InlineData("tls,icmp://host:80", "no known scheme", "tcp://")]
    [InlineData(" tcp://host:80", "no known scheme", "tcp://")]
    [InlineData("tcp ://host:80", "no known scheme", "tcp://")]
    [InlineData("tcp:host:80", "'//' is missing after 'tcp:'", "tcp://host:80")]
    [InlineData("tcp://host", "the port is missing", "tcp://host:57")]
    [InlineData("tcp://host:", "the port is missing", "tcp://host:57")]
    [InlineData("tcp://[::1]", "the port is missing", "tcp://[::1]:57")]
    [InlineData("tcp://host:65536", "the port '65536'", "0 to 65535")]
    [InlineData("tcp://host:-1", "the port '-1'", "0 to 65535")]
    [InlineData("tcp://host:+1", "the port '+1'", "0 to 65535")]
    [InlineData("tcp://host:http", "the port 'http'", "0 to 65535")]
    [InlineData("tcp://host: 57", "the port ' 57'", "0 to 65535")]
    [InlineData("tcp://::1:57", "is not closed", "tcp://[::1]:57")]
    [InlineData("udp://[::1:57", "is not closed", "udp://[::1]:57")]
    [InlineData("tcp://[127.0.0.1]:57", "in brackets", "tcp://[::1]:57")]
    [InlineData("tcp://[fe80::1%]:57", "in brackets", "tcp://[::1]:57")]
    [InlineData("tcp://[::1]x:57", "in brackets", "tcp://[::1]:57")]
    [InlineData("tcp://host:57/name", "has a path", "tcp://host:port")]
    [InlineData("tcp://user@host:57", "'user@host'", "no host name")]
    [InlineData("tcp://a b:57", "'a b'", "no host name")]
    [InlineData("tcp://a\u0007:57", @"'a\x07'", "no host name")]
    [InlineData("unix:", "the path is missing", "unix:/run/my.sock")]
    [InlineData("unixgram:@", "the path is missing", "unixgram:@name")]
    [InlineData("unix://run/my.sock", "a path and no host", "unix:/run/my.sock")]
    [InlineData("unix:/a\0b", "NUL", "path")]
    [InlineData("icmp://host:7", "icmp has no ports", "icmp://host")]
    [InlineData("icmp://[::1]:7", "icmp has no ports", "icmp://[::1]")]
    public void Error_names_the_part_that_is_wrong_and_shows_a_right_one(string text, string wrong, string right)
    {
        Assert.False(Endpoint.TryParse(text, out _, out string? error));

        Assert.Contains(wrong, error, StringComparison.Ordinal);
        Assert.Contains(right, error, StringComparison.Ordinal);
        Assert.Equal(error, Assert.Throws<FormatException>(() => Endpoint.Parse(text)).Message);
    }

    [Theory]
    [InlineData(Endpoint.MaxUnixPathBytes, true), InlineData(Endpoint.MaxUnixPathBytes + 1, false)]
    public void Unix_path_is_limited_in_bytes(int bytes, bool isAllowed)
    {
        string path = "/" + new string('é', (bytes - 1) / 2) + new string('a', (bytes - 1) % 2);

        Assert.Equal(isAllowed, Endpoint.TryParse("unix:" + path, out _, out _));
    }

    [Theory]
    [InlineData(255, true), InlineData(256, false)]
    public void Host_name_is_limited(int chars, bool isAllowed) =>
        Assert.Equal(isAllowed, Endpoint.TryParse($"tcp://{new string('a', chars)}:1", out _, out _));

    [Fact]
    public void Garbage_never_throws_and_what_parses_is_printed_in_a_form_that_parses_to_the_same() =>
        Prop.ForAll(Texts().ToArbitrary(), static text =>
            !Endpoint.TryParse(text, out Endpoint? endpoint, out string? error)
                ? error.Length > 0
                : endpoint == Endpoint.Parse(endpoint.ToString()) && Enum.IsDefined(endpoint.Scheme))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1), InlineData(65_536)]
    public void Port_out_of_range_is_refused(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Endpoint.Tcp("host", port));
        Assert.Throws<ArgumentOutOfRangeException>(() => Endpoint.Udp("host", port));
    }

    [Fact]
    public void No_host_is_loopback() => Assert.Equal("tcp://127.0.0.1:57", Endpoint.Tcp(null, 57).ToString());

    [Theory]
    [InlineData("::ffff:10.0.0.1", "tcp://10.0.0.1:5"), InlineData("10.0.0.1", "tcp://10.0.0.1:5"), InlineData("::1", "tcp://[::1]:5")]
    public void Address_of_a_socket_is_shown_in_its_own_family(string address, string shown) =>
        Assert.Equal(shown, Endpoint.Of(EndpointScheme.Tcp, new IPEndPoint(IPAddress.Parse(address), 5)).ToString());

    [Theory]
    [InlineData("/run/a.sock", "unix:/run/a.sock"), InlineData("\0name", "unix:@name")]
    public void Address_of_a_unix_socket_is_its_path(string path, string shown) =>
        Assert.Equal(shown, Endpoint.Of(EndpointScheme.Unix, new UnixDomainSocketEndPoint(path)).ToString());

    // Pieces that mean something, in any order, with any text between.
    private static Gen<string> Texts()
    {
        Gen<string> piece = Gen.OneOf(
            Gen.Elements(
                "tcp", "udp", "unix", "unixgram", "icmp", "tls", ",", ":", "//", "/", "[", "]", "::1", "*", "@", "%", "host",
                "127.0.0.1", "0", "57", "99999", " ", "\0", "é", "\ud800"),
            ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? ""));
        return piece.ListOf().Select(pieces => string.Concat(pieces));
    }
}
