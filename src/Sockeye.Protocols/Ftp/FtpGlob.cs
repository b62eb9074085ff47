namespace Sockeye.Protocols.Ftp;

/// <summary>
/// Names by pattern, as clients ask for in LIST and NLST: <c>*</c> is any text, <c>?</c> one character.
/// </summary>
public static class FtpGlob
{
    /// <summary>Whether it is a pattern at all.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny("*?");

    /// <summary>Whether a name matches. Takes at most the product of both lengths in steps.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int at = 0, star = -1, resume = 0;
        for (int index = 0; index < name.Length;)
        {
            if (at < pattern.Length && (pattern[at] == '?' || (pattern[at] != '*' && pattern[at] == name[index])))
            {
                (at, index) = (at + 1, index + 1);
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at, index);
                at++;
            }
            else if (star >= 0) // the last star takes one character more
            {
                at = star + 1;
                index = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
