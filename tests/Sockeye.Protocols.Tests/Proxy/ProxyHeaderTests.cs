using System.Buffers;
using System.Net;
using System.Text;
using Sockeye.Protocols.Proxy;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Proxy;

public sealed class ProxyHeaderTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n", "192.0.2.1:56324")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 1 2\r\n", "[2001:db8::1]:1")]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", null)]
    public void Line_is_taken_in_whatever_pieces_it_comes(string line, string? client)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line);
        for (int chunk = 1; chunk <= bytes.Length; chunk++)
            Assert.Equal([client], Decode(bytes, chunk));
    }

    [Theory]
    [InlineData(Signature + "2111000C" + "C0000201C6336401DC0401BB", "192.0.2.1:56324")]
    [InlineData(Signature + "2111000F" + "C0000201C6336401DC0401BB" + "EE0000", "192.0.2.1:56324")] // and a TLV
    [InlineData(
        Signature + "21210024" + "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002" + "00010002",
        "[2001:db8::1]:1")]
    [InlineData(Signature + "20000000", null)] // LOCAL
    [InlineData(Signature + "2011000CC0000201C6336401DC0401BB", null)] // LOCAL, with addresses that do not count
    [InlineData(Signature + "21000000", null)] // UNSPEC
    public void Binary_header_is_taken_in_whatever_pieces_it_comes(string hex, string? client)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int chunk = 1; chunk <= bytes.Length; chunk++)
            Assert.Equal([client], Decode(bytes, chunk));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324\r\n")]
    [InlineData("PROXY TCP4 localhost 198.51.100.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 ::1 198.51.100.1 1 443\r\n")] // another family than it says
    [InlineData("PROXY TCP6 192.0.2.1 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY TCP4 201 198.51.100.1 1 443\r\n")] // 0.0.0.201 to .NET
    [InlineData("PROXY TCP6 [2001:db8::1]:7 2001:db8::2 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 65536 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 +1 443\r\n")]
    [InlineData("PROXY TCP4  192.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("proxy tcp4 192.0.2.1 198.51.100.1 1 443\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.1 1 443\r\n")]
    public void Other_line_is_refused(string line) => AssertRefused(Encoding.ASCII.GetBytes(line));

    [Fact]
    public void Line_without_an_end_is_refused_before_it_is_long() => AssertRefused(new byte[107]);

    [Theory]
    [InlineData(Signature + "1111000C" + "C0000201C6336401DC0401BB")] // version 1 in binary
    [InlineData(Signature + "2211000C" + "C0000201C6336401DC0401BB")] // a command that there is not
    [InlineData(Signature + "2111000B" + "C0000201C6336401DC0401")] // too short for its family
    [InlineData(Signature + "2111FFFF")] // longer than any that is taken
    public void Other_binary_header_is_refused(string hex) => AssertRefused(Convert.FromHexString(hex));

    [Fact]
    public void What_follows_is_left()
    {
        var input = new ReadOnlySequence<byte>("PROXY UNKNOWN\r\nPROXY is not mine"u8.ToArray());

        Assert.True(new ProxyHeaderDecoder().TryDecode(ref input, out _));

        Assert.Equal("PROXY is not mine", Encoding.ASCII.GetString(input));
    }

    private static List<string?> Decode(byte[] bytes, int chunk) => Chunks.Decode(
        new ProxyHeaderDecoder(), bytes, chunk, header => header.Client is { } client ? Text(client) : null);

    private static string Text(IPEndPoint client) => client.ToString();

    private static void AssertRefused(byte[] bytes)
    {
        foreach (int chunk in (int[])[1, bytes.Length])
            Assert.Throws<PeerProtocolException>(() => Decode(bytes, chunk));
    }
}
