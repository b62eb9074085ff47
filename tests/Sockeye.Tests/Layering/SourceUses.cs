using System.Text.RegularExpressions;

namespace Sockeye.Tests.Layering;

/// <summary>Uses that only a source file tells: its usings, and names such as <c>TftpLimits.BlockBytes</c>.</summary>
/// <remarks>
/// The value of a constant is copied by the compiler. A using that nobody needs is an error of the build.
/// </remarks>
internal sealed partial class SourceUses(IEnumerable<HouseType> types)
{
    private readonly HashSet<HouseType> _types = [.. types];
    private readonly HashSet<string> _folders = [.. types.Select(type => type.Folder)];

    /// <summary>The uses of the text of a file of a folder, each with the words that say so.</summary>
    public IEnumerable<(string Used, string Words)> In(string folder, string text)
    {
        foreach (string line in text.Split('\n').Select(WithoutComment))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
                continue;

            bool isUsing = line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';');
            foreach (string name in DottedName().Matches(line).Select(match => match.Value))
            {
                string? used = isUsing ? LongestFolder(name) : FolderOfType(folder, name);
                if (used is not null && used != folder)
                    yield return (used, isUsing ? line.Trim() : name);
            }
        }
    }

    // "Sockeye.Files.Storage", or that and a type behind it.
    private string? LongestFolder(string name)
    {
        while (name.Length > 0 && !_folders.Contains(name))
            name = Parent(name);
        return name.Length > 0 ? name : null;
    }

    // As the compiler looks: in the folder itself, then in those around it. What a using brings counts by the using.
    private string? FolderOfType(string folder, string name)
    {
        for (string around = folder; around.Length > 0; around = Parent(around))
        {
            for (string type = Parent(name); type.Length > 0; type = Parent(type))
            {
                string full = type.StartsWith("Sockeye.", StringComparison.Ordinal) ? type : $"{around}.{type}";
                if (_types.Contains(new HouseType(Parent(full), full[(full.LastIndexOf('.') + 1)..])))
                    return Parent(full);
            }
        }

        return null;
    }

    private static string Parent(string name) => name.LastIndexOf('.') is > 0 and int dot ? name[..dot] : "";

    private static string WithoutComment(string line) =>
        line.IndexOf("//", StringComparison.Ordinal) is >= 0 and int start ? line[..start] : line;

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)+")]
    private static partial Regex DottedName();
}
