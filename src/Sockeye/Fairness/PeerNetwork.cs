using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Fairness;

/// <summary>Whom an address counts as, where something is shared out among peers.</summary>
/// <remarks>
/// An IPv4 address is one peer. Of IPv6 a host has all addresses of its /64 (RFC 4291 §2.5.4), and a site all networks
/// of its /56 or /48 (RFC 6177). So there it counts in steps, or a site would be 65,536 peers: whatever a /64 may have,
/// a /56 may have twice, and a /48 four times.
/// </remarks>
/// <param name="Prefix">The address, with zeros behind the prefix; of IPv4 its 32 bits.</param>
/// <param name="Bits">How long the prefix is: 32 of IPv4; 64, 56 or 48 of IPv6; else see below.</param>
public readonly record struct PeerNetwork(UInt128 Prefix, int Bits)
{
    /// <summary>This machine: whoever comes over a UNIX socket, for example.</summary>
    public static PeerNetwork Local => new(0, 0);

    /// <summary>Those whose address is not known: all together, and not of this machine.</summary>
    public static PeerNetwork Unknown => new(0, -1);

    /// <summary>How many times it may have what one peer may: 1, 2 or 4.</summary>
    public int Shares => Bits switch { 48 => 4, 56 => 2, _ => 1 };

    /// <summary>The networks of an address, the smallest first: one, or of IPv6 three.</summary>
    public static PeerNetwork[] Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        if (length == 4 || address.IsIPv4MappedToIPv6)
            return [new PeerNetwork(BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - 4)..]), 32)];

        UInt128 all = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return [Network(all, 64), Network(all, 56), Network(all, 48)];
    }

    /// <summary>The networks of an endpoint: of a UNIX socket this machine, and null is not known.</summary>
    public static PeerNetwork[] Of(EndPoint? from) => from switch
    {
        null => [Unknown],
        IPEndPoint { Address: var address } => Of(address),
        _ => [Local],
    };

    /// <summary>The same, but all loopback addresses are this machine: who has one of them has them all.</summary>
    public static PeerNetwork[] OfMachine(EndPoint? from) =>
        from is IPEndPoint { Address: var address } && IsLoopback(address) ? [Local] : Of(from);

    /// <inheritdoc/>
    public override string ToString() => Bits switch
    {
        -1 => "unknown",
        0 => "this machine",
        32 => Address(AddressFamily.InterNetwork),
        _ => $"{Address(AddressFamily.InterNetworkV6)}/{Bits}",
    };

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static PeerNetwork Network(UInt128 address, int bits) => new(address >> (128 - bits) << (128 - bits), bits);

    private string Address(AddressFamily family)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Prefix);
        return new IPAddress(family == AddressFamily.InterNetwork ? bytes[12..] : bytes).ToString();
    }
}
