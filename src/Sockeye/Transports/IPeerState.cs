namespace Sockeye.Transports;

/// <summary>What is known of a peer while nothing is received from it or sent to it.</summary>
public interface IPeerState
{
    /// <summary>Whether it is known that the peer has ended its stream; some of it may be left to receive.</summary>
    bool HasPeerEnded { get; }

    /// <summary>The same, and nothing of it is left to receive.</summary>
    bool IsPeerDone { get; }

    /// <summary>Whether it is known that the peer takes nothing any more: the connection is reset, or closed.</summary>
    bool IsPeerGone { get; }
}
