using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Chat;

/// <summary>Which names a hall takes, and which look alike.</summary>
public static class ChatNames
{
    /// <summary>What each name of a room begins with.</summary>
    public const char RoomMark = '#';

    private const string NickMarks = "-_[]{}\\`^|"; // RFC 2812 §2.3.1

    // What looks like a Latin letter in most typefaces; each with the letter it looks like. Our choice: small
    // letters of Greek and Cyrillic, and digits.
    private static readonly Dictionary<char, char> Lookalikes = Pairs(
        "0o1l|lil!l" // those of ASCII
        + "аaеeоoрpсcуyхxіlјjѕsԁdһhқkгrпnвbмmтtкkнhзzбbԛqԝwүyӏl" // Cyrillic, small letters
        + "αaβbγyεeηnιlκkμuνvοoρpτtυuχxωwϲcϳj" // Greek, small letters
        + "ıl");

    /// <summary>Whether this may be a nick: letters, digits and some marks; neither digit nor minus first.</summary>
    public static bool IsNick(string name, ChatLimits limits) =>
        name.Length > 0 && name.Length <= limits.MaxNick && name[0] != '-' && !char.IsDigit(name[0])
        && name.All(character =>
            char.IsLetterOrDigit(character) || NickMarks.Contains(character, StringComparison.Ordinal));

    /// <summary>Whether this may be a room: a mark, then anything that can be seen, without comma.</summary>
    public static bool IsRoom(string name, ChatLimits limits) =>
        name.Length > 1 && name.Length <= limits.MaxRoomName && name[0] == RoomMark
        && name.All(character => character != ',' && !char.IsWhiteSpace(character))
        && IsWhole(name) && PrintableText.IsPrintable(name);

    /// <summary>Whether a name is meant for a room.</summary>
    public static bool IsMeantForRoom(string name) => name.StartsWith(RoomMark);

    /// <summary>What a nick looks like: the same for two that a reader would take for one.</summary>
    public static string Look(string nick)
    {
        var look = new StringBuilder(nick.Length);
        foreach (char character in nick)
        {
            char small = char.ToLowerInvariant(character);
            look.Append(Lookalikes.GetValueOrDefault(small, small));
        }

        return look.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    private static bool IsWhole(string name) => name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static Dictionary<char, char> Pairs(string pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
