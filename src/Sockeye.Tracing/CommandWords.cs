using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Sockeye.Protocols.Text;

namespace Sockeye.Tracing;

/// <summary>A command line as text to show: passwords hidden, strange characters escaped, words quoted.</summary>
internal static partial class CommandWords
{
    /// <summary>The most characters of a command line that are shown: our choice, some lines of a terminal.</summary>
    public const int MaxChars = 400;

    private const string Stars = "***"; // not as many as the secret has characters

    private static readonly SearchValues<char> Unquoted = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=:,./@%^\\*[]…"); // \ and *: of ours

    /// <summary>The words as one line.</summary>
    public static string Line(IEnumerable<string> words)
    {
        var line = new StringBuilder();
        string before = "";
        foreach (string word in words)
        {
            string shown = Quote(PrintableText.Escape(Hide(word, before), MaxChars));
            before = word;
            line.Append(line.Length == 0 ? "" : " ").Append(shown);
            if (line.Length > MaxChars)
                break;
        }

        return Cut(line.ToString());
    }

    private static string Cut(string line)
    {
        if (line.Length <= MaxChars)
            return line;

        int end = char.IsHighSurrogate(line[MaxChars - 2]) ? MaxChars - 2 : MaxChars - 1;
        return line[..end] + "…";
    }

    private static string Quote(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Unquoted)
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // By the option in front of it, by its own name, inside a URL, or as a field of HTTP: -H 'Authorization: …'.
    private static string Hide(string word, string before)
    {
        if (SecretOption().IsMatch(before) && !before.Contains('=', StringComparison.Ordinal))
            return Stars;
        if (before is "-u" or "--user" or "--proxy-user" or "-U" && word.IndexOf(':', StringComparison.Ordinal) is > 0
            and int colon)
            return word[..(colon + 1)] + Stars; // of curl, wget, …

        word = SecretValue().Replace(word, "${name}" + Stars);
        word = UrlPassword().Replace(word, "${user}:" + Stars + "@");
        string field = Encoding.UTF8.GetString(Secrets.Hide(Encoding.UTF8.GetBytes(word)).Span);
        return field == word ? word : StarsOfLength().Replace(field, Stars);
    }

    [GeneratedRegex(@"^--?(?:[\w-]*-)?(?:pass(?:word|wd|phrase)?|secret|token|api-?key|auth(?:orization)?|bearer|"
        + @"oauth2-bearer|cookie)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretOption();

    // --password=x, PGPASSWORD=x, and the same inside a word that is a script of its own: sh -c 'TOKEN=x program'.
    [GeneratedRegex(@"(?<name>\b[\w-]*(?:pass|passwd|password|passphrase|secret|token|api[-_]?key)[=])[^\s&'""]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();

    [GeneratedRegex(@"(?<user>\b[a-z][a-z0-9+.-]*://[^\s/:@]*):[^\s/@]*@", RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"\*{2,}")]
    private static partial Regex StarsOfLength();
}
