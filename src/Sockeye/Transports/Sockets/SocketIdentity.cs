using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>Which socket a call was made on. Compared by identity: a descriptor's number is used again.</summary>
/// <param name="descriptor">Its file descriptor.</param>
/// <param name="family">INET, INET6 or UNIX.</param>
/// <param name="type">STREAM, DGRAM or RAW.</param>
public sealed class SocketIdentity(int descriptor, AddressFamily family, SocketType type)
{
    /// <summary>Its file descriptor.</summary>
    public int Descriptor => descriptor;

    /// <summary>INET, INET6 or UNIX.</summary>
    public AddressFamily Family => family;

    /// <summary>STREAM, DGRAM or RAW.</summary>
    public SocketType Type => type;
}
