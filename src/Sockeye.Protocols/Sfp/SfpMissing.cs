namespace Sockeye.Protocols.Sfp;

/// <summary>Why entries are missing.</summary>
public enum SfpMissing
{
    /// <summary><c>unreadable</c>: the server itself may not read them, or its disk fails.</summary>
    Unreadable,

    /// <summary><c>unnameable</c>: their names are no names of SFP.</summary>
    Unnameable,

    /// <summary>A reason that a newer server may have.</summary>
    Unknown,
}
