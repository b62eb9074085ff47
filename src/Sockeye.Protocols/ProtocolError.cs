namespace Sockeye.Protocols;

/// <summary>Which rule a peer broke. A service translates it to its own protocol's error code.</summary>
public enum ProtocolError
{
    /// <summary>The message cannot be understood.</summary>
    Malformed,

    /// <summary>A line or frame is longer than the limit.</summary>
    FrameTooLong,

    /// <summary>The stream ended inside a message.</summary>
    CutOff,

    /// <summary>The message is understood but not allowed now.</summary>
    Unexpected,

    /// <summary>The peer answered that it will not do what was asked.</summary>
    Refused,

    /// <summary>What arrived does not match the checksum announced for it.</summary>
    Corrupted,
}
