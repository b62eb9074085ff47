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

        SyncEntry[] left = [.. entries.Where(entry => !IsExcluded(entry.Path))];
        if (includes.Count == 0)
            return left;

        SyncEntry[] chosen = [.. left.Where(entry =>
            entry.Kind != FileKind.Directory && Matches(includes, entry.Path))];
        HashSet<string> needed = [.. chosen.SelectMany(static entry => Above(entry.Path))];
        return [.. left.Where(entry => entry.Kind == FileKind.Directory && needed.Contains(entry.Path)), .. chosen];
    }

    private bool IsExcluded(string path) =>
        Matches(excludes, path) || Above(path).Any(above => Matches(excludes, above));

    private static bool Matches(IReadOnlyList<string> patterns, string path) => patterns.Any(pattern =>
    {
        string bare = pattern.Trim('/');
        bool isPath = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        string compared = isPath ? path : path[(path.LastIndexOf('/') + 1)..];
        return FileSystemName.MatchesSimpleExpression(bare, compared, ignoreCase: false);
    });

    // The directories on the way to a path.
    private static IEnumerable<string> Above(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
