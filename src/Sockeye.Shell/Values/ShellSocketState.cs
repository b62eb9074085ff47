namespace Sockeye.Shell.Values;

/// <summary>How a socket stands, as the kernel tells it.</summary>
internal enum ShellSocketState
{
    /// <summary>It has no address yet.</summary>
    Unbound,

    /// <summary>It has a local address, and no peer.</summary>
    Bound,

    /// <summary>It takes connections.</summary>
    Listening,

    /// <summary>A TCP handshake is under way.</summary>
    Connecting,

    /// <summary>It has a peer; data flows both ways.</summary>
    Established,

    /// <summary>We have ended our sending; the peer may still send.</summary>
    HalfClosedByUs,

    /// <summary>The peer has ended its sending; we may still send.</summary>
    HalfClosedByPeer,

    /// <summary>It was connected, and both directions have ended.</summary>
    Disconnected,

    /// <summary>The descriptor is gone.</summary>
    Closed,
}
