using Sockeye.Files.Storage;
using Sockeye.Files.Sync;

namespace Sockeye.Files.Tests.Sync;

public sealed class SyncFilterTests
{
    // Directories end with a slash.
    private static readonly string[] All =
        ["a.jpg", "a.txt", "cache/", "cache/b.jpg", "docs/", "docs/c.jpg", "docs/deep/", "docs/deep/d.txt", "empty/"];

    [Theory]
    [InlineData("", "", "a.jpg a.txt cache/ cache/b.jpg docs/ docs/c.jpg docs/deep/ docs/deep/d.txt empty/")]
    [InlineData("*.jpg", "", "a.jpg cache/ cache/b.jpg docs/ docs/c.jpg")]
    [InlineData("", "cache", "a.jpg a.txt docs/ docs/c.jpg docs/deep/ docs/deep/d.txt empty/")]
    [InlineData("", "cache/", "a.jpg a.txt docs/ docs/c.jpg docs/deep/ docs/deep/d.txt empty/")]
    [InlineData("", "*.txt", "a.jpg cache/ cache/b.jpg docs/ docs/c.jpg docs/deep/ empty/")]
    [InlineData("*.jpg", "cache", "a.jpg docs/ docs/c.jpg")]
    [InlineData("docs/*", "", "docs/ docs/c.jpg docs/deep/ docs/deep/d.txt")]
    [InlineData("/docs/*.txt", "", "docs/ docs/deep/ docs/deep/d.txt")]
    [InlineData("?.txt *.jpg", "docs/deep", "a.jpg a.txt cache/ cache/b.jpg docs/ docs/c.jpg")]
    [InlineData("docs", "", "docs/ docs/c.jpg docs/deep/ docs/deep/d.txt")]
    [InlineData("", "./docs", "a.jpg a.txt cache/ cache/b.jpg empty/")]
    [InlineData("*.JPG", "", "")]
    public void Entries_are_chosen_by_name_or_path(string includes, string excludes, string chosen)
    {
        SyncEntry[] entries = [.. All.Select(path => new SyncEntry(
            path.TrimEnd('/'), path.EndsWith('/') ? FileKind.Directory : FileKind.File, null, null))];

        IReadOnlyList<SyncEntry> left = new SyncFilter(Words(includes), Words(excludes)).Choose(entries);

        Assert.Equal(Words(chosen), left.Select(Show).Order(StringComparer.Ordinal));
    }

    private static string Show(SyncEntry entry) => entry.Kind == FileKind.Directory ? entry.Path + "/" : entry.Path;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
