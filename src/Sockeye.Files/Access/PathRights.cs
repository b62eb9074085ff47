using System.Diagnostics.CodeAnalysis;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Access;

/// <summary>Rights by path: the longest prefix that is a directory above, or the path itself, decides.</summary>
/// <remarks>
/// The text form is a list of <c>PATH=RIGHTS</c>, separated by commas: <c>/=rl,/inbox=w</c>. Rights are letters of
/// <c>rwld</c>, or <c>-</c> for none. A path begins with <c>/</c>; where none fits, nothing is allowed.
/// </remarks>
public sealed class PathRights
{
    /// <summary>The most paths of one account: our choice, for each question looks at all of them.</summary>
    public const int MaxPaths = 100;

    private readonly (FileName? Path, Rights Rights)[] _entries; // the longest path first

    private PathRights(IEnumerable<(FileName? Path, Rights Rights)> entries) =>
        _entries = [.. entries
            .OrderByDescending(entry => entry.Path?.Text.Length ?? 0)
            .ThenByDescending(entry => entry.Path?.Text, StringComparer.Ordinal)]; // so that there is one text form

    /// <summary>The same everywhere.</summary>
    public static PathRights Everywhere(Rights rights) => new([(null, rights)]);

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="rights">The rights, when the result is true.</param>
    /// <param name="error">What is wrong and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out PathRights? rights, [NotNullWhen(false)] out string? error)
    {
        rights = null;
        string[] parts = text.Split(',');
        if (parts.Length > MaxPaths)
            return Fail($"more than {MaxPaths} paths", out error);

        var entries = new List<(FileName? Path, Rights Rights)>();
        foreach (string part in parts)
        {
            int at = part.LastIndexOf('=');
            if (at < 1 || part[0] != '/')
                return Fail("rights are written PATH=RIGHTS, for example /=rl,/inbox=w", out error);
            if (ParseLetters(part[(at + 1)..]) is not { } letters)
                return Fail($"'{part[(at + 1)..]}' is not of the letters rwld, nor '-'", out error);

            FileName? path = null;
            string name = part[1..at].TrimEnd('/');
            if (name.Length > 0 && !FileName.TryParse(name, out path))
                return Fail($"'{part[..at]}' is not a path", out error);
            if (entries.Exists(entry => entry.Path == path))
                return Fail($"'{part[..at]}' is named twice", out error);
            entries.Add((path, letters));
        }

        (rights, error) = (new PathRights(entries), null);
        return true;
    }

    /// <summary>What is allowed with a file or directory; null is the root.</summary>
    public Rights For(FileName? path)
    {
        foreach ((FileName? prefix, Rights rights) in _entries)
        {
            if (prefix is null || Covers(prefix.Text, path?.Text ?? ""))
                return rights;
        }

        return Rights.None;
    }

    /// <summary>Whether something is allowed anywhere.</summary>
    public bool AllowAnywhere(Rights rights) => _entries.Any(entry => entry.Rights.HasFlag(rights));

    /// <summary>Whether anything below a directory could be allowed, so that the way there must be shown.</summary>
    public bool LeadsToAny(FileName directory) =>
        _entries.Any(entry => entry.Rights != Rights.None && Covers(directory.Text, entry.Path?.Text ?? ""));

    /// <summary>
    /// Whether something below a directory has rights of its own, so that moving it would change them.
    /// </summary>
    public bool DifferBelow(FileName directory) =>
        _entries.Any(entry => entry.Path != directory && Covers(directory.Text, entry.Path?.Text ?? ""));

    /// <summary>The text form, the root first.</summary>
    public override string ToString() =>
        string.Join(',', _entries.Reverse().Select(entry => $"/{entry.Path?.Text}={Letters(entry.Rights)}"));

    private static bool Covers(string prefix, string path) =>
        path.StartsWith(prefix, StringComparison.Ordinal)
        && (path.Length == prefix.Length || path[prefix.Length] == '/');

    private static Rights? ParseLetters(string letters)
    {
        if (letters == "-")
            return Rights.None;

        Rights rights = Rights.None;
        foreach (char letter in letters)
        {
            Rights right = RightOf(letter);
            if (right == Rights.None)
                return null;
            rights |= right;
        }

        return letters.Length == 0 ? null : rights;
    }

    private static Rights RightOf(char letter) => letter switch
    {
        'r' => Rights.Read,
        'w' => Rights.Write,
        'l' => Rights.List,
        'd' => Rights.Delete,
        _ => Rights.None,
    };

    private static string Letters(Rights rights) => rights == Rights.None
        ? "-"
        : string.Concat("rwld".Where(letter => rights.HasFlag(RightOf(letter))));

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }
}
