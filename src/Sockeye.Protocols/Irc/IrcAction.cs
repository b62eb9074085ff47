namespace Sockeye.Protocols.Irc;

/// <summary>What somebody does, told as a text (CTCP ACTION, modern.ircdocs.horse/ctcp).</summary>
internal static class IrcAction
{
    private const string Begin = "\u0001ACTION ";
    private const char End = '\u0001';

    /// <summary>How many bytes it adds.</summary>
    public static int ExtraBytes => Begin.Length + 1;

    /// <summary>The text that tells it.</summary>
    public static string Tell(string what) => Begin + what + End;

    /// <summary>What a text tells; null when it tells nothing of the kind.</summary>
    public static string? Read(string text) =>
        text.StartsWith(Begin, StringComparison.Ordinal) ? text[Begin.Length..].TrimEnd(End) : null;
}
