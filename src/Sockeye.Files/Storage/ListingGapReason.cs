namespace Sockeye.Files.Storage;

/// <summary>Why a listing, a copy or an archive lacks entries.</summary>
public enum ListingGapReason
{
    /// <summary>The server itself may not read them, or its disk fails.</summary>
    Unreadable,

    /// <summary>
    /// They have no <see cref="FileName"/>: not UTF-8, a control character, a backslash, or too long a path. Or the
    /// protocol has no word for what they are.
    /// </summary>
    Unnameable,

    /// <summary>They are listed, but not given away: a link, a device, or what the rights do not allow.</summary>
    Unserved,
}
