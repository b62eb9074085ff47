namespace Sockeye.Protocols.Chat;

/// <summary>A pattern of names: <c>*</c> is any number of characters, <c>?</c> is one (RFC 2812 §2.5).</summary>
public static class ChatMask
{
    /// <summary>Whether a text is what the pattern says, the case of A to Z apart.</summary>
    /// <remarks>
    /// Of several <c>*</c> only the last is ever tried again: at most as many steps as the product of the two lengths,
    /// whoever wrote the pattern.
    /// </remarks>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0, star = -1, resume = 0;
        for (int i = 0; i < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, i);
            }
            else if (at < pattern.Length && IsSame(pattern[at], text[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>
    /// A mask with all three parts, <c>nick!user@host</c>: what is missing is <c>*</c>. A word alone is a nick; with a
    /// dot or a colon and no other mark it is a host.
    /// </summary>
    public static string Complete(string mask)
    {
        int at = mask.LastIndexOf('@');
        string left = at < 0 ? mask : mask[..at], host = at < 0 ? "" : mask[(at + 1)..];
        int bang = left.IndexOf('!', StringComparison.Ordinal);
        string nick = bang < 0 ? left : left[..bang], user = bang < 0 ? "" : left[(bang + 1)..];
        if (at < 0 && bang < 0 && nick.AsSpan().ContainsAny('.', ':'))
            (nick, host) = ("", nick);
        else if (at >= 0 && bang < 0)
            (nick, user) = ("", left);

        return $"{OrAny(nick)}!{OrAny(user)}@{OrAny(host)}";
    }

    private static string OrAny(string part) => part.Length == 0 ? "*" : part;

    private static bool IsSame(char pattern, char character) =>
        pattern == '?' || ChatNameComparer.Fold(pattern) == ChatNameComparer.Fold(character);
}
