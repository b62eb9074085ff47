namespace Sockeye.Tracing;

/// <summary>How far a socket has come, as its own calls show it.</summary>
public enum SocketState
{
    /// <summary>Just opened; or seen for the first time in the middle of its life.</summary>
    Unbound,

    /// <summary>It has a local address.</summary>
    Bound,

    /// <summary>Peers may connect.</summary>
    Listening,

    /// <summary>Under way to a peer; whether it arrives is not known yet.</summary>
    Connecting,

    /// <summary>Joined with a peer; of datagrams: it has a fixed peer.</summary>
    Established,

    /// <summary>Half-closed by this side: it only receives.</summary>
    EndSent,

    /// <summary>Half-closed by the peer: it only sends.</summary>
    EndReceived,

    /// <summary>Gone, or ended in both directions.</summary>
    Closed,
}
