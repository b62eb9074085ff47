namespace Sockeye.Transports.Sockets;

/// <summary>The states of a TCP connection (RFC 9293 §3.3.2), by the numbers of Linux (tcp(7), TCP_INFO).</summary>
public enum TcpState
{
    /// <summary>The kernel said something else, or nothing.</summary>
    Unknown = 0,

    /// <summary>Both sides have sent and acknowledged; data flows.</summary>
    Established = 1,

    /// <summary>Our SYN is out, nothing has come back.</summary>
    SynSent = 2,

    /// <summary>The peer's SYN has come, our answer is not acknowledged.</summary>
    SynReceived = 3,

    /// <summary>Our FIN is out, not acknowledged.</summary>
    FinWait1 = 4,

    /// <summary>Our FIN is acknowledged; the peer may still send.</summary>
    FinWait2 = 5,

    /// <summary>Both have ended; late segments are waited for.</summary>
    TimeWait = 6,

    /// <summary>Not connected, not listening.</summary>
    Closed = 7,

    /// <summary>The peer's FIN has come; we may still send.</summary>
    CloseWait = 8,

    /// <summary>The peer's FIN had come before ours; ours is not acknowledged.</summary>
    LastAck = 9,

    /// <summary>Waits for peers.</summary>
    Listen = 10,

    /// <summary>Both FINs crossed; ours is not acknowledged.</summary>
    Closing = 11,
}
