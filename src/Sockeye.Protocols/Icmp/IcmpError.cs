using System.Buffers.Binary;

namespace Sockeye.Protocols.Icmp;

/// <summary>An ICMP error message: its reason, and the beginning of the datagram that caused it. A view.</summary>
/// <remarks>
/// <code>
///  0        8        16               31
/// +--------+--------+-----------------+
/// |  type  |  code  |    checksum     |
/// +--------+--------+-----------------+
/// |  unused, pointer, gateway or MTU  |   RFC 792; RFC 1191 §4: bytes 6 and 7 are the MTU; RFC 4443 §3: all four
/// +-----------------------------------+
/// |  the datagram's IP header, and at |   all of it but what would make this longer than 576 bytes (RFC 1812
/// |  least 8 bytes behind it …        |   §4.3.2.3), or than the least MTU of IPv6 (RFC 4443 §2.4)
/// </code>
/// RFC 4884 hides the quotation's length in an unused byte, for extensions behind it: what stands in front of them is
/// where it always was.
/// </remarks>
public readonly ref struct IcmpError
{
    /// <summary>Bytes before the quotation.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Why.</summary>
    public IcmpErrorCause Cause { get; private init; }

    /// <summary>The datagram that caused it, from its IP header on; cut short wherever the sender liked.</summary>
    public ReadOnlySpan<byte> Quotation { get; private init; }

    /// <summary>Reads an error message.</summary>
    /// <returns>false when it is no error, or cut short.</returns>
    public static bool TryParse(IcmpVersion version, ReadOnlySpan<byte> message, out IcmpError error)
    {
        error = default;
        if (message.Length < HeaderBytes || !IcmpType.Errors(version).Contains(message[0]))
            return false;

        var cause = new IcmpErrorCause(version, message[0], message[1], Information: 0);
        error = new IcmpError
        {
            Cause = cause with { Information = InformationOf(cause, message) },
            Quotation = message[HeaderBytes..],
        };
        return true;
    }

    private static uint InformationOf(IcmpErrorCause cause, ReadOnlySpan<byte> message) => cause switch
    {
        { IsTooBig: true, Version: IcmpVersion.V4 } => BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
        { Version: IcmpVersion.V4, Type: IcmpType.ParameterProblem4 } => message[4],
        { IsTooBig: true } or { Version: IcmpVersion.V6, Type: IcmpType.ParameterProblem6 } =>
            BinaryPrimitives.ReadUInt32BigEndian(message[4..]),
        _ => 0,
    };
}
