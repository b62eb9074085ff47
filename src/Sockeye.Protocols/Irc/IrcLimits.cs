namespace Sockeye.Protocols.Irc;

/// <summary>How long the parts of a line of IRC may be, in bytes.</summary>
public static class IrcLimits
{
    /// <summary>A line with its ending, without tags: RFC 1459 §2.3.</summary>
    public const int MaxLineBytes = 512;

    /// <summary>A line without ending and tags: what source, command and parameters have.</summary>
    public const int MaxTextBytes = MaxLineBytes - 2;

    /// <summary>The tags of one side, client or server, without <c>@</c> and the space (IRCv3 message-tags).</summary>
    public const int MaxTagDataBytes = 4094;

    /// <summary>All tags of a server's line, with <c>@</c> and the space (IRCv3 message-tags).</summary>
    public const int MaxTagBytes = 8191;

    /// <summary>The longest line without its ending that a client sends.</summary>
    public const int MaxClientLineBytes = 1 + MaxTagDataBytes + 1 + MaxTextBytes;

    /// <summary>How many parameters a line has at most (RFC 2812 §2.3.1).</summary>
    public const int MaxParameters = 15;
}
