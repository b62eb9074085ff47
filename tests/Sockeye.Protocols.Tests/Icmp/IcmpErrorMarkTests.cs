using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

public sealed class IcmpErrorMarkTests
{
    [Theory]
    [InlineData(IcmpVersion.V4, 3, 0, "!N"), InlineData(IcmpVersion.V4, 3, 1, "!H"), InlineData(IcmpVersion.V4, 3, 2, "!P")]
    [InlineData(IcmpVersion.V4, 3, 4, "!F-1400"), InlineData(IcmpVersion.V4, 3, 5, "!S"), InlineData(IcmpVersion.V4, 3, 9, "!X")]
    [InlineData(IcmpVersion.V4, 3, 13, "!X"), InlineData(IcmpVersion.V4, 3, 14, "!V"), InlineData(IcmpVersion.V4, 3, 15, "!C")]
    [InlineData(IcmpVersion.V4, 3, 99, "!99"), InlineData(IcmpVersion.V4, 12, 1, "!<12-1>")]
    [InlineData(IcmpVersion.V6, 1, 0, "!N"), InlineData(IcmpVersion.V6, 1, 1, "!X"), InlineData(IcmpVersion.V6, 1, 3, "!H")]
    [InlineData(IcmpVersion.V6, 1, 6, "!6"), InlineData(IcmpVersion.V6, 2, 0, "!F-1400"), InlineData(IcmpVersion.V6, 4, 1, "!<4-1>")]
    public void Reason_has_the_mark_of_traceroute(IcmpVersion version, byte type, byte code, string mark) =>
        Assert.Equal(mark, new IcmpErrorCause(version, type, code, 1_400).Mark);

    [Theory]
    [InlineData(IcmpVersion.V4, 11, 0, true, false), InlineData(IcmpVersion.V4, 11, 1, false, false)]
    [InlineData(IcmpVersion.V6, 3, 0, true, false), InlineData(IcmpVersion.V4, 3, 3, false, true)]
    [InlineData(IcmpVersion.V6, 1, 4, false, true), InlineData(IcmpVersion.V6, 11, 0, false, false)]
    public void Hop_and_closed_port_are_told_apart(IcmpVersion version, byte type, byte code, bool isHop, bool isPort)
    {
        var cause = new IcmpErrorCause(version, type, code, 0);

        Assert.Equal((isHop, isPort), (cause.IsTimeExceeded, cause.IsPortUnreachable));
    }
}
