namespace Sockeye.Tracing;

/// <summary>A socket that calls were made on: a lane of the ladder. Compared by identity.</summary>
/// <remarks>A descriptor's number is used again when it is free; the socket behind it is another one then.</remarks>
public sealed class TracedSocket
{
    /// <summary>INET, INET6, UNIX, NETLINK …: as <c>AF_</c> has it.</summary>
    public string Family { get; set; } = "";

    /// <summary>STREAM, DGRAM, SEQPACKET or RAW.</summary>
    public string Type { get; set; } = "";

    /// <summary>Whether bytes flow without boundaries, so that they are followed by their offset.</summary>
    public bool IsStream => Type == "STREAM";

    /// <summary>Who opened it.</summary>
    public CallMaker Maker { get; init; } = CallMaker.Unknown;

    /// <summary>Its number in that process.</summary>
    public int Descriptor { get; init; }

    /// <summary>Its own address; null while it is not known.</summary>
    public string? Local { get; set; }

    /// <summary>Its peer's address; null while it has none.</summary>
    public string? Peer { get; set; }

    /// <summary>
    /// What tells it from all others where an address does not: the inode of a UNIX socket, as a text; null if unknown.
    /// </summary>
    public string? Inode { get; set; }

    /// <summary>The <see cref="Inode"/> of the other end; null if unknown.</summary>
    public string? PeerInode { get; set; }
}
