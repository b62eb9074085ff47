namespace Sockeye.Transports;

/// <summary>Why a connection ended. The first reason recorded stays.</summary>
public enum EndReason
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary>The service is done: its answer is complete, or the peer ended its stream in good order.</summary>
    Completed,

    /// <summary>The peer went away in the middle: reset, time-out of the network, or broken pipe.</summary>
    PeerReset,

    /// <summary>The peer sent what the protocol forbids.</summary>
    PeerBrokeProtocol,

    /// <summary>Nothing moved in either direction for the idle time.</summary>
    IdleTooLong,

    /// <summary>The server was told to stop and the service finished what it held.</summary>
    ServerStopping,

    /// <summary>The server was told to stop and the drain time ran out: work was cut off.</summary>
    DrainTimedOut,

    /// <summary>The service could not deliver what it had promised, for example because the file shrank.</summary>
    LocalFailure,

    /// <summary>A mistake of ours: the handler threw what it should have handled.</summary>
    HandlerFailed,

    /// <summary>Our user gave up.</summary>
    Cancelled,

    /// <summary>All places were taken, and its peer had more than its share of them.</summary>
    GaveWay,

    /// <summary>The peer took its messages more slowly than they came, and too many waited for it.</summary>
    SendQueueFull,
}
