using System.IO.Enumeration;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>Which entries a sync is about; the others are neither copied nor removed. Pure.</summary>
/// <param name="includes"><see cref="SyncOptions.Includes"/>.</param>
/// <param name="excludes"><see cref="SyncOptions.Excludes"/>.</param>
internal sealed class SyncFilter(IReadOnlyList<string> includes, IReadOnlyList<string> excludes)
{
    /// <summary>The entries that it is about: with includes, directories only where one of their files is.</summary>
    public IReadOnlyList<SyncEntry> Choose(IReadOnlyList<SyncEntry> entries)
    {
        if (includes.Count == 0 && excludes.Count == 0)
            return entries;

        SyncEntry[] left = [.. entries.Where(entry => !MatchesAtAll(excludes, entry.Path))];
        if (includes.Count == 0)
            return left;

        SyncEntry[] chosen = [.. left.Where(entry =>
            entry.Kind != FileKind.Directory && MatchesAtAll(includes, entry.Path))];
        HashSet<string> needed = [.. chosen.SelectMany(static entry => SyncPlan.Above(entry.Path))];
        return [.. left.Where(entry => entry.Kind == FileKind.Directory && needed.Contains(entry.Path)), .. chosen];
    }

    // Itself, or a directory that it is in.
    private static bool MatchesAtAll(IReadOnlyList<string> patterns, string path) =>
        Matches(patterns, path) || SyncPlan.Above(path).Any(above => Matches(patterns, above));

    private static bool Matches(IReadOnlyList<string> patterns, string path) => patterns.Any(pattern =>
    {
        bool isPath = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal); // ./docs is docs at the top
        string bare = (pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern).Trim('/');
        string compared = isPath ? path : path[(path.LastIndexOf('/') + 1)..];
        return FileSystemName.MatchesSimpleExpression(bare, compared, ignoreCase: false);
    });
}
