namespace Sockeye.Protocols.Tftp;

/// <summary>How a transfer ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">The code that was sent or received; meaningless when all went well or timed out.</param>
/// <param name="Message">For a person, printable. Empty while it runs and when all went well.</param>
public readonly record struct TftpOutcome(
    TftpStatus Status, TftpErrorCode Error = TftpErrorCode.NotDefined, string Message = "");

/// <summary>How far a transfer is, or how it ended.</summary>
public enum TftpStatus
{
    /// <summary>It has not ended.</summary>
    Running = 0,

    /// <summary>The whole file arrived and that was acknowledged.</summary>
    Done,

    /// <summary>The peer did not answer, in as many tries as allowed.</summary>
    TimedOut,

    /// <summary>The peer ended it with an ERROR.</summary>
    EndedByPeer,

    /// <summary>The peer broke a rule: wrong options, too long a block, fewer bytes than announced.</summary>
    PeerBrokeProtocol,

    /// <summary>Our side could not read or store the file, or will not take one so large.</summary>
    LocalFailure,

    /// <summary>Our side gave up.</summary>
    Aborted,
}
