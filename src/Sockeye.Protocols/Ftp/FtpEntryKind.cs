namespace Sockeye.Protocols.Ftp;

/// <summary>What an entry of a listing is: the fact <c>type</c> (RFC 3659 §7.5.1).</summary>
public enum FtpEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>The directory that is listed.</summary>
    Current,

    /// <summary>One above the directory that is listed.</summary>
    Parent,

    /// <summary>Anything else: a link, a device.</summary>
    Other,
}
