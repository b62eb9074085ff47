using System.Globalization;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Share;

/// <summary>What of a folder is shared, and what is not: told before anybody wonders where it is.</summary>
/// <param name="Example">The name of a file that is there; null when there is none in sight.</param>
/// <param name="Directory">The name of a directory at the top; null when there is none in sight.</param>
/// <param name="Hidden">How many names begin with a dot, and are left out with what is below them.</param>
/// <param name="Others">How many links, devices and the like are listed, and cannot be read.</param>
/// <param name="Missing">How many cannot even be told: not UTF-8, not allowed.</param>
/// <param name="IsWhole">Whether all of the folder was looked at.</param>
internal sealed record ShareCensus(
    string? Example, string? Directory, int Hidden, int Others, int Missing, bool IsWhole)
{
    private const int MaxEntries = 10_000; // our choice: looked at in some 50 ms

    /// <summary>Looks at the folder, of a long one at the beginning.</summary>
    public static ShareCensus Of(SharedFolder folder)
    {
        var census = new ShareCensus(Example: null, Directory: null, 0, 0, 0, IsWhole: true);
        try
        {
            bool areNamed = folder.Root.IsSideBySide;
            using FileListing listing = folder.Root.List(directory: null, isRecursive: true, default);
            int looked = 0;
            foreach (FileEntry entry in listing)
            {
                if (++looked > MaxEntries)
                    break;
                census = census.With(entry, mayBeHidden: areNamed && entry.Name.Parent is null);
            }

            return census with
            {
                Hidden = listing.Gaps.Hidden,
                Missing = listing.Gaps.Count,
                IsWhole = looked <= MaxEntries,
            };
        }
        catch (FileRefusedException)
        {
            return census with { Missing = 1 }; // it may be entered, and not read
        }
    }

    /// <summary>What is left out, in a line; null when nothing is.</summary>
    public string? ToText()
    {
        (int Count, string What)[] all =
        [
            (Hidden, "hidden (--hidden shares them)"), (Others, "links, devices or the like"),
            (Missing, "that cannot be told or read"),
        ];
        string[] parts = [.. all.Where(static part => part.Count > 0)
            .Select(static part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.What}"))];
        if (parts.Length == 0)
            return null;

        string where = IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $" of the first {MaxEntries} names");
        return $"not shared{where}: {string.Join(", ", parts)}";
    }

    // One at the top that is easily typed; else whatever is there.
    private ShareCensus With(FileEntry entry, bool mayBeHidden)
    {
        if (entry.Status.Kind == FileKind.Other)
            return this with { Others = Others + 1 };

        string name = entry.Name.Text;
        if (entry.Name.LastSegment[0] == '.' && !mayBeHidden) // but who shares it by its name wants it
            return this;
        if (entry.Status.IsFile)
            return RankOf(name) < RankOf(Example) ? this with { Example = name } : this;
        return entry.Name.Parent is null && RankOf(name) < RankOf(Directory) ? this with { Directory = name } : this;
    }

    private static int RankOf(string? name) => name is null ? int.MaxValue
        : (name.Contains('/', StringComparison.Ordinal), IsPlain(name)) switch
        {
            (false, true) => 0,
            (false, false) => 1,
            (true, true) => 2,
            _ => 3,
        };

    private static bool IsPlain(string name) => char.IsAsciiLetterOrDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/');
}
