using System.Buffers.Binary;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Icmp;

/// <summary>ICMP echo request or reply (RFC 792 pages 14–15, RFC 4443 §4). A view of the message.</summary>
/// <remarks>
/// <code>
///  0        8        16               31
/// +--------+--------+-----------------+
/// |  type  | code 0 |    checksum     |   request 8, reply 0; of ICMPv6: request 128, reply 129
/// +--------+--------+-----------------+
/// |   identifier    |    sequence     |
/// +-----------------+-----------------+
/// |  payload …                        |
/// </code>
/// The checksum covers header and payload; of ICMPv6 also the addresses, so that the kernel writes and checks it.
/// </remarks>
public readonly ref struct IcmpEcho
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 8;

    /// <summary>A reply; else a request.</summary>
    public bool IsReply { get; private init; }

    /// <summary>Whose request it is: a number that the sender chose, or its kernel for it.</summary>
    public ushort Identifier { get; private init; }

    /// <summary>Which of the requests; rolls over from 65,535 to 0.</summary>
    public ushort Sequence { get; private init; }

    /// <summary>What the sender sent, and the reply returns.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Reads an echo message.</summary>
    /// <returns>false when it is another message, cut short, or its code is not 0.</returns>
    /// <remarks>The checksum is not looked at: a kernel hands out no message that it does not fit.</remarks>
    public static bool TryParse(IcmpVersion version, ReadOnlySpan<byte> message, out IcmpEcho echo)
    {
        echo = default;
        var reader = new SpanReader(message);
        if (!reader.TryReadUInt16(out ushort typeAndCode) || !reader.TryReadUInt16(out _)
            || !reader.TryReadUInt16(out ushort identifier) || !reader.TryReadUInt16(out ushort sequence))
        {
            return false;
        }

        bool isReply = typeAndCode == IcmpType.EchoReply(version) << 8;
        if (!isReply && typeAndCode != IcmpType.EchoRequest(version) << 8)
            return false;

        echo = new IcmpEcho
        {
            IsReply = isReply,
            Identifier = identifier,
            Sequence = sequence,
            Payload = reader.Rest,
        };
        return true;
    }

    /// <summary>Writes the header of a request before a payload that is there already, checksum and all.</summary>
    /// <param name="version">For ICMPv6 the checksum is left to the kernel (RFC 3542 §3.1).</param>
    /// <param name="message">The whole message: <see cref="HeaderBytes"/>, then the payload.</param>
    /// <param name="identifier">Whose it is.</param>
    /// <param name="sequence">Which it is.</param>
    public static void WriteRequest(IcmpVersion version, Span<byte> message, ushort identifier, ushort sequence)
    {
        var writer = new SpanWriter(message);
        writer.WriteUInt16((ushort)(IcmpType.EchoRequest(version) << 8));
        writer.WriteUInt16(0);
        writer.WriteUInt16(identifier);
        writer.WriteUInt16(sequence);
        if (version == IcmpVersion.V4)
            BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));
    }
}
