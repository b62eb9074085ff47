namespace Sockeye.Protocols.Tftp;

/// <summary>How a transfer ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">The code that was sent or received; meaningless when all went well or timed out.</param>
/// <param name="Message">For a person, printable. Empty while it runs and when all went well.</param>
public readonly record struct TftpOutcome(
    TftpStatus Status, TftpErrorCode Error = TftpErrorCode.NotDefined, string Message = "");
