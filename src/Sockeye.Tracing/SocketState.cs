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

/// <summary>From call to call, how the state of a socket changes.</summary>
public static class SocketStates
{
    /// <summary>The state after a call.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="call">What was called, and how it ended.</param>
    public static SocketState After(SocketState before, TracedCall call) => call switch
    {
        { Kind: CallKind.Close } => SocketState.Closed,
        { Kind: CallKind.Connect, Error: "EINPROGRESS" or "EALREADY" } => SocketState.Connecting,
        { Kind: CallKind.Connect, Error: null or "EISCONN" } => SocketState.Established,
        { Kind: CallKind.Connect } when before == SocketState.Connecting => SocketState.Unbound,
        { Socket.IsStream: true, Kind: CallKind.Send or CallKind.Receive, Error: "ECONNRESET" } => SocketState.Closed,
        { Error: not null } => before,
        { Name: "getsockopt", Arguments: "SO_ERROR, [0]" } when before == SocketState.Connecting =>
            SocketState.Established,
        { Kind: CallKind.Open, NewSocket: not null } => SocketState.Established, // a pair
        { Kind: CallKind.Bind } => SocketState.Bound,
        { Kind: CallKind.Listen } => SocketState.Listening,
        { Socket.IsStream: true, Kind: CallKind.EndSending } => SendingEnded(before),
        { Socket.IsStream: true, Kind: CallKind.Receive, Bytes: 0 } => ReceivingEnded(before),
        { Socket.IsStream: true, Kind: CallKind.Send or CallKind.Receive } => Used(before),
        _ => before,
    };

    /// <summary>The state in words, as a picture shows it.</summary>
    public static string Text(SocketState state) => state switch
    {
        SocketState.EndSent => "half-closed: we ended",
        SocketState.EndReceived => "half-closed: peer ended",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static SocketState SendingEnded(SocketState before) =>
        before is SocketState.EndReceived or SocketState.Closed ? SocketState.Closed : SocketState.EndSent;

    private static SocketState ReceivingEnded(SocketState before) =>
        before is SocketState.EndSent or SocketState.Closed ? SocketState.Closed : SocketState.EndReceived;

    // A connection that was still under way has arrived when bytes move; one not seen from its start is there.
    private static SocketState Used(SocketState before) =>
        before is SocketState.Unbound or SocketState.Bound or SocketState.Connecting ? SocketState.Established : before;
}
