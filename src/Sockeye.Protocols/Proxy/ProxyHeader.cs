using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Proxy;

/// <summary>Whom a proxy speaks for: the header in front of a connection (HAProxy's PROXY protocol, 1 and 2).</summary>
/// <param name="Client">
/// The address of the proxy's client; null when it speaks for itself (a health check), or cannot tell.
/// </param>
public sealed record ProxyHeader(IPEndPoint? Client);

/// <summary>Takes the one header that a proxy's connection begins with, of either version.</summary>
/// <remarks>
/// proxy-protocol.txt of HAProxy, §2. Version 1 is a line of 107 bytes at most, its ending counted:
/// <code>PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n</code>
/// Version 2 is binary, big-endian:
/// <code>
/// 0            12        13         14         16
/// +------------+---------+----------+----------+-----------------------------+
/// | signature  | 2 | cmd | fam | tr | length n | n bytes: addresses, and more
/// +------------+---------+----------+----------+-----------------------------+
/// </code>
/// Addresses of TCP over IPv4 are 12 bytes (source, destination, their ports), over IPv6 36.
/// </remarks>
public sealed class ProxyHeaderDecoder : IFrameDecoder<ProxyHeader>
{
    private const int MaxLineBytes = 107;
    private const int PrefixBytes = 16;

    /// <summary>The longest header of version 2 that is taken, in bytes. 4 KiB, our choice: room for certificates'
    /// names.</summary>
    private const int MaxBytes = 4096;

    private const int Local = 0; // command
    private const int Proxy = 1;
    private const int TcpOverIPv4 = 0x11;
    private const int TcpOverIPv6 = 0x21;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out ProxyHeader frame)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(input.Length, PrefixBytes)];
        input.Slice(0, start.Length).CopyTo(start);
        int compared = Math.Min(start.Length, Signature.Length);
        return start[..compared].SequenceEqual(Signature[..compared])
            ? TryDecodeBinary(start, ref input, out frame)
            : TryDecodeLine(ref input, out frame);
    }

    private static bool TryDecodeLine(ref ReadOnlySequence<byte> input, out ProxyHeader frame)
    {
        ReadOnlySequence<byte> first = input.Slice(0, Math.Min(input.Length, MaxLineBytes));
        var reader = new SequenceReader<byte>(first);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            frame = null!;
            return first.Length < MaxLineBytes ? false : throw Wrong("no line of the PROXY protocol");
        }

        frame = new ProxyHeader(ClientOf(Encoding.ASCII.GetString(line).Split(' ')));
        input = input.Slice(reader.Position);
        return true;
    }

    private static IPEndPoint? ClientOf(string[] words)
    {
        if (words is ["PROXY", "UNKNOWN", ..])
            return null;

        bool isKnown = words is ["PROXY", "TCP4" or "TCP6", _, _, _, _];
        if (isKnown && AddressOf(words[1], words[2]) is { } client
            && ushort.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return new IPEndPoint(client, port);

        throw Wrong("no header of the PROXY protocol");
    }

    // Of the family that is told, and written as the protocol says: .NET also takes 201 for 0.0.0.201, and [::1].
    private static IPAddress? AddressOf(string family, string text)
    {
        bool isWritten = text.All(letter => char.IsAsciiHexDigit(letter) || letter is ':' or '.');
        if (!isWritten || !IPAddress.TryParse(text, out IPAddress? address))
            return null;

        bool isOf4 = address.AddressFamily == AddressFamily.InterNetwork;
        return isOf4 == (family == "TCP4") && (!isOf4 || address.ToString() == text) ? address : null;
    }

    private static bool TryDecodeBinary(
        ReadOnlySpan<byte> start, ref ReadOnlySequence<byte> input, out ProxyHeader frame)
    {
        frame = null!;
        if (start.Length < PrefixBytes)
            return false;

        int length = PrefixBytes + BinaryPrimitives.ReadUInt16BigEndian(start[14..]);
        if (start[12] >> 4 != 2 || (start[12] & 15) is not (Local or Proxy))
            throw Wrong("another version of the PROXY protocol");
        if (length > MaxBytes)
            throw Wrong("its PROXY header is too long");
        if (input.Length < length)
            return false;

        byte[] header = input.Slice(0, length).ToArray();
        input = input.Slice(length);
        frame = new ProxyHeader((header[12] & 15) == Local ? null : ClientOf(header[13], header.AsSpan(PrefixBytes)));
        return true;
    }

    private static IPEndPoint? ClientOf(int family, ReadOnlySpan<byte> addresses)
    {
        int bytes = family switch { TcpOverIPv4 => 4, TcpOverIPv6 => 16, _ => 0 };
        if (bytes == 0)
            return null; // a family that we do not know: the connection's own address counts
        if (addresses.Length < (2 * bytes) + 4)
            throw Wrong("its PROXY header is too short for its addresses");

        return new IPEndPoint(
            new IPAddress(addresses[..bytes]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * bytes)..]));
    }

    private static PeerProtocolException Wrong(string what) => new(ProtocolError.Malformed, what);
}
