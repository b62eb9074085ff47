namespace Sockeye.Protocols.Ftp;

/// <summary>What a peer may make us hold, on either side of the control connection.</summary>
public static class FtpLimits
{
    /// <summary>
    /// The longest command in bytes, without its line ending: 4,352, our choice. A name has up to 4,095 (PATH_MAX),
    /// and the rest is for a verb and its parameters.
    /// </summary>
    public const int MaxCommandBytes = 4096 + 256;

    /// <summary>The longest line of a reply in bytes: 8 KiB, our choice. A name and its facts fit twice.</summary>
    public const int MaxReplyLineBytes = 8 * 1024;

    /// <summary>How many lines one reply may have: 1,024, our choice. HELP and FEAT have some dozens.</summary>
    public const int MaxReplyLines = 1024;

    /// <summary>How many bytes all lines of one reply may have: 256 KiB, our choice.</summary>
    public const int MaxReplyBytes = 256 * 1024;

    /// <summary>How many entries STAT tells over the control connection: 1,000, our choice. LIST tells more.</summary>
    public const int MaxStatusEntries = 1000;

    /// <summary>After so many commands in a row that are none, the session ends: 20, our choice.</summary>
    public const int MaxUnknownCommands = 20;

    /// <summary>How many wrong passwords end a session: 3 (RFC 2577 §4 suggests 3 to 5).</summary>
    public const int MaxFailedLogins = 3;

    /// <summary>The longest user name or password in bytes: 256, our choice.</summary>
    public const int MaxCredentialChars = 256;

    /// <summary>The longest listing a client takes, in bytes: 64 MiB, our choice: some 500,000 entries.</summary>
    public const int MaxListingBytes = 64 * 1024 * 1024;
}
