using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

/// <summary>Messages as hosts and routers write them, by hand.</summary>
internal static class IcmpMessages
{
    public static byte[] Request(IcmpVersion version, ushort identifier, ushort sequence, params byte[] payload)
    {
        byte[] message = [.. new byte[IcmpEcho.HeaderBytes], .. payload];
        IcmpEcho.WriteRequest(version, message, identifier, sequence);
        return message;
    }

    public static byte[] ReplyTo(IcmpVersion version, ReadOnlySpan<byte> request)
    {
        byte[] reply = request.ToArray();
        reply[0] = IcmpType.EchoReply(version);
        return reply;
    }

    public static byte[] Error(byte type, byte code, uint information, params byte[] quotation) =>
    [
        type, code, 0, 0,
        (byte)(information >> 24), (byte)(information >> 16), (byte)(information >> 8), (byte)information,
        .. quotation,
    ];

    /// <summary>An IPv4 datagram with options, which are words of 4 bytes.</summary>
    public static byte[] Datagram4(IPAddress to, byte protocol, int optionWords, params byte[] payload)
    {
        byte[] header = new byte[20 + (optionWords * 4)];
        header[0] = (byte)(0x40 | (5 + optionWords));
        header[9] = protocol;
        to.GetAddressBytes().CopyTo(header, 16);
        return [.. header, .. payload];
    }

    /// <summary>An IPv6 datagram, its extension headers already in front of the payload.</summary>
    public static byte[] Datagram6(IPAddress to, byte next, params byte[] payload)
    {
        byte[] header = new byte[40];
        header[0] = 0x60;
        header[6] = next;
        to.GetAddressBytes().CopyTo(header, 24);
        return [.. header, .. payload];
    }
}
