namespace Sockeye.Protocols.Tftp;

/// <summary>Why a transfer ended badly (RFC 1350 appendix; code 8 RFC 2347).</summary>
public enum TftpErrorCode
{
    /// <summary>None of the others; the text says what.</summary>
    NotDefined = 0,

    /// <summary>File not found.</summary>
    FileNotFound = 1,

    /// <summary>Access violation.</summary>
    AccessViolation = 2,

    /// <summary>Disk full or allocation exceeded.</summary>
    DiskFull = 3,

    /// <summary>Illegal TFTP operation.</summary>
    IllegalOperation = 4,

    /// <summary>Unknown transfer ID: the packet belongs to no transfer of ours.</summary>
    UnknownTransferId = 5,

    /// <summary>File already exists.</summary>
    FileExists = 6,

    /// <summary>No such user. Only of the mail mode, which no longer exists.</summary>
    NoSuchUser = 7,

    /// <summary>The options were not acceptable.</summary>
    OptionsRefused = 8,
}
