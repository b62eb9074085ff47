using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Protocols.Ftp;

/// <summary>Addresses of data connections, as they are written in commands and replies.</summary>
/// <remarks>
/// <code>
/// PORT 192,0,2,7,195,149          227 Entering Passive Mode (192,0,2,7,195,149)     RFC 959
/// EPRT |2|2001:db8::7|50069|      229 Entering Extended Passive Mode (|||50069|)     RFC 2428
/// </code>
/// </remarks>
public static class FtpAddress
{
    private static readonly SearchValues<char> PassiveCharacters = SearchValues.Create("0123456789,");

    /// <summary>Reads the argument of PORT.</summary>
    public static bool TryParsePort(string argument, out IPEndPoint? address)
    {
        address = null;
        string[] fields = argument.Split(',');
        if (fields.Length != 6)
            return false;

        Span<byte> bytes = stackalloc byte[6];
        for (int index = 0; index < 6; index++)
        {
            if (!byte.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[index]))
                return false;
        }

        address = new IPEndPoint(new IPAddress(bytes[..4]), (bytes[4] << 8) | bytes[5]);
        return true;
    }

    /// <summary>Reads the argument of EPRT.</summary>
    /// <param name="argument">What follows the verb.</param>
    /// <param name="address">The address, if it is one.</param>
    /// <param name="isUnknownProtocol">Whether the protocol is neither 1, IPv4, nor 2, IPv6.</param>
    public static bool TryParseExtendedPort(string argument, out IPEndPoint? address, out bool isUnknownProtocol)
    {
        (address, isUnknownProtocol) = (null, false);
        string[] fields = argument.Length == 0 ? [] : argument.Split(argument[0]);
        if (fields.Length != 5 || fields[0].Length + fields[4].Length != 0
            || !TryParsePortNumber(fields[3], out int port))
            return false;

        isUnknownProtocol = fields[1] is not ("1" or "2");
        AddressFamily family = fields[1] == "1" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (isUnknownProtocol || !IPAddress.TryParse(fields[2], out IPAddress? host) || host.AddressFamily != family)
            return false;

        address = new IPEndPoint(host, port);
        return true;
    }

    /// <summary>Reads the port out of the text of a 229 reply.</summary>
    public static bool TryParseExtendedPassive(string text, out int port)
    {
        port = 0;
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = text.IndexOf(')', Math.Max(0, open));
        if (open < 0 || close - open < 6)
            return false;

        string[] fields = text[(open + 1)..close].Split(text[open + 1]);
        return fields.Length == 5 && TryParsePortNumber(fields[3], out port);
    }

    /// <summary>
    /// Reads the port out of the text of a 227 reply. Its address is not to be trusted (RFC 2577 §2).
    /// </summary>
    /// <remarks>The parentheses may be missing (RFC 1123 §4.1.2.6): the first digit begins the address.</remarks>
    public static bool TryParsePassive(string text, out int port)
    {
        port = 0;
        int start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
            return false;

        ReadOnlySpan<char> rest = text.AsSpan(start);
        int length = rest.IndexOfAnyExcept(PassiveCharacters);
        bool isAddress = TryParsePort((length < 0 ? rest : rest[..length]).ToString(), out IPEndPoint? address);
        port = address?.Port ?? 0;
        return isAddress && port > 0;
    }

    /// <summary>An IPv4 address as PORT and the reply to PASV write it.</summary>
    public static string Write(IPEndPoint address) => string.Create(
        CultureInfo.InvariantCulture,
        $"{address.Address.ToString().Replace('.', ',')},{address.Port >> 8},{address.Port & 0xff}");

    /// <summary>An address as EPRT writes it.</summary>
    public static string WriteExtended(IPEndPoint address) => string.Create(
        CultureInfo.InvariantCulture,
        $"|{(address.AddressFamily == AddressFamily.InterNetwork ? 1 : 2)}|{address.Address}|{address.Port}|");

    private static bool TryParsePortNumber(string text, out int port)
    {
        bool isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number);
        port = number;
        return isPort && number > 0;
    }
}
