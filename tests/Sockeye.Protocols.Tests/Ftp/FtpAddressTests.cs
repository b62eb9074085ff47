using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpAddressTests
{
    [Fact]
    public void PORT_is_read_as_it_is_written() => Prop.ForAll<uint, ushort>((host, port) =>
    {
        var address = new IPEndPoint(new IPAddress(host), port);

        Assert.True(FtpAddress.TryParsePort(FtpAddress.Write(address), out IPEndPoint? read));
        Assert.Equal(address, read);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("|1|192.0.2.7|50069|", "192.0.2.7:50069")]
    [InlineData("|2|2001:db8::7|50069|", "[2001:db8::7]:50069")]
    [InlineData("!2!::1!1!", "[::1]:1")]
    public void EPRT_is_read_with_any_delimiter(string argument, string expected)
    {
        Assert.True(FtpAddress.TryParseExtendedPort(argument, out IPEndPoint? address, out _));
        Assert.Equal(IPEndPoint.Parse(expected), address);
        Assert.Equal(argument.Replace('!', '|'), FtpAddress.WriteExtended(address!));
    }

    [Theory]
    [InlineData(""), InlineData("|1|::1|21|"), InlineData("|2|192.0.2.7|21|"), InlineData("|1|192.0.2.7|0|")]
    [InlineData("|1|192.0.2.7|70000|"), InlineData("|1|192.0.2.7|21"), InlineData("x|1|192.0.2.7|21|y")]
    [InlineData("|")]
    public void What_is_no_address_is_refused(string argument) =>
        Assert.False(FtpAddress.TryParseExtendedPort(argument, out _, out _));

    [Fact]
    public void An_unknown_protocol_is_told_apart()
    {
        Assert.False(FtpAddress.TryParseExtendedPort("|3|x|21|", out _, out bool isUnknownProtocol));
        Assert.True(isUnknownProtocol);
    }

    [Theory]
    [InlineData("1,2,3,4,5"), InlineData("1,2,3,4,5,6,7"), InlineData("1,2,3,4,256,1"), InlineData("1,2,3,4,-1,1")]
    [InlineData("1,2,3,4, 5,1")]
    public void PORT_has_six_bytes(string argument) => Assert.False(FtpAddress.TryParsePort(argument, out _));

    [Theory]
    [InlineData("Entering Passive Mode (10,0,0,1,195,149).", 50069)]
    [InlineData("Entering Passive Mode 10,0,0,1,195,149", 50069)]
    public void The_port_of_PASV_is_found(string text, int expected)
    {
        Assert.True(FtpAddress.TryParsePassive(text, out int port));
        Assert.Equal(expected, port);
    }

    [Theory]
    [InlineData(""), InlineData("(1,2,3)"), InlineData("(10,0,0,1,0,0)"), InlineData("no digits")]
    public void PASV_without_a_port_is_refused(string text) => Assert.False(FtpAddress.TryParsePassive(text, out _));

    [Theory]
    [InlineData("Entering Extended Passive Mode (|||6446|)", true, 6446)]
    [InlineData("(!!!1!)", true, 1)]
    [InlineData("(|||0|)", false, 0)]
    [InlineData("(|||x|)", false, 0)]
    [InlineData(")(", false, 0)]
    [InlineData("(", false, 0)]
    public void The_port_of_EPSV_is_found(string text, bool isFound, int expected)
    {
        Assert.Equal(isFound, FtpAddress.TryParseExtendedPassive(text, out int port));
        Assert.Equal(expected, port);
    }
}
