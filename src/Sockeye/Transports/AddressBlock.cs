using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Sockeye.Transports;

/// <summary>A block of addresses in CIDR notation (RFC 4632 §3.1), small enough to go through.</summary>
public sealed class AddressBlock
{
    /// <summary>The largest block: 65,536 addresses, a /16 of IPv4 or a /112 of IPv6.</summary>
    public const int MaxAddresses = 1 << MaxHostBits;

    private const int MaxHostBits = 16;

    private readonly IPNetwork _network;

    private AddressBlock(IPNetwork network) => _network = network;

    private int HostBits => (_network.BaseAddress.GetAddressBytes().Length * 8) - _network.PrefixLength;

    /// <summary>
    /// Reads <c>192.168.1.0/24</c>. Bits behind the prefix may be set, as <c>ip address</c> prints them.
    /// </summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="block">The block, when the result is true.</param>
    /// <param name="error">What is wrong, and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out AddressBlock? block, [NotNullWhen(false)] out string? error)
    {
        block = null;
        string[] parts = text.Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out IPAddress? address)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            || prefix > address.GetAddressBytes().Length * 8)
        {
            error = $"'{text}' is not a block of addresses; write one like 192.168.1.0/24 or fd00::/120";
            return false;
        }

        int least = (address.GetAddressBytes().Length * 8) - MaxHostBits;
        error = prefix >= least
            ? null
            : $"'{text}' has too many addresses; at most {MaxAddresses} are gone through: /{least} or longer";
        if (error is not null)
            return false;

        block = new AddressBlock(new IPNetwork(Masked(address, prefix), prefix));
        return true;
    }

    /// <summary>
    /// The addresses that a host may have: of IPv4 blocks of four and more all but the first, which names the network,
    /// and the last, which reaches all of it (RFC 1122 §3.2.1.3).
    /// </summary>
    public IEnumerable<IPAddress> Hosts()
    {
        BigInteger first = Number(_network.BaseAddress);
        int count = 1 << HostBits;
        bool isBroadcasting = _network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && HostBits >= 2;
        int skipped = isBroadcasting ? 1 : 0;
        return Enumerable.Range(skipped, count - (2 * skipped)).Select(at => Address(first + at));
    }

    /// <inheritdoc/>
    public override string ToString() => _network.ToString();

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }

    private static BigInteger Number(IPAddress address) =>
        new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private IPAddress Address(BigInteger number)
    {
        byte[] bytes = new byte[_network.BaseAddress.GetAddressBytes().Length];
        int length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes.AsSpan(bytes.Length - length), out _, isUnsigned: true, isBigEndian: true);
        return new IPAddress(bytes);
    }
}
