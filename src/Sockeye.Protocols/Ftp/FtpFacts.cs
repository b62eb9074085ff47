namespace Sockeye.Protocols.Ftp;

/// <summary>Which facts MLST and MLSD tell; a client chooses by OPTS MLST (RFC 3659 §7.9).</summary>
[Flags]
public enum FtpFacts
{
    /// <summary>Only the name.</summary>
    None = 0,

    /// <summary>What it is.</summary>
    Type = 1,

    /// <summary>How long it is, in bytes.</summary>
    Size = 2,

    /// <summary>When it was last changed.</summary>
    Modify = 4,

    /// <summary>What the client may do with it.</summary>
    Perm = 8,

    /// <summary>All of them: the default.</summary>
    All = Type | Size | Modify | Perm,
}
