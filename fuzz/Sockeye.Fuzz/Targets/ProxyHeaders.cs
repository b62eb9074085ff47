using System.Net.Sockets;
using Sockeye.Protocols.Proxy;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a proxy begins with, its header is the same in any pieces, is waited for up to its limit only, and names a
/// client of the family that it says.
/// </summary>
internal static class ProxyHeaders
{
    private const int MaxBytes = 4096; // of version 2
    private const byte TcpOverIPv4 = 0x11;

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        Decoded<ProxyHeader> headers = Decoded<ProxyHeader>.InAnyPieces(
            () => new ProxyHeaderDecoder(), bytes, static header => header, MaxBytes);
        if (headers.Frames is not [{ Client: { } client }, ..])
            return;

        bool isOf4 = bytes[0] == 'P' ? bytes.AsSpan().StartsWith("PROXY TCP4"u8) : bytes[13] == TcpOverIPv4;
        AddressFamily told = isOf4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        Invariant.Require(client.AddressFamily == told, "a client of another family");
    }
}
