using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FileListingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData(true), InlineData(false)]
    public void Has_files_and_directories_by_name_and_what_is_neither(bool mayUseOpenAt2)
    {
        using var root = new FileRoot(TraversalCorpus.Plant(_directory), options: null, mayUseOpenAt2);
        _directory.AddFile("root/.hidden", ""u8);

        Assert.Equal([".hidden", "notes.txt", "sub"], Served(root, null, isRecursive: false));
        Assert.Equal([".hidden", "notes.txt", "sub", "sub/inner.txt"], Served(root, null, isRecursive: true));
        Assert.Equal(["sub/inner.txt"], Served(root, FileName.Parse("sub"), isRecursive: false));
        using FileListing listing = root.List(null, isRecursive: true, default);
        Assert.Equal(
            [
                "fifo", "link-absolute", "link-dangling", "link-dir", "link-file", "link-inside", "link-inside-dir", "link-loop",
                "link-parent", "link-proc", "link-root", "link-self", "sub/link-up",
            ],
            listing.Where(entry => entry.Status.Kind == FileKind.Other).Select(entry => entry.Name.Text));
        Assert.Empty(listing.Gaps);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(100)]
    public void Tree_is_whole_however_few_entries_are_held_at_once(int maxHeld)
    {
        string[] names = ["a", "a-b", "a.c", "a/x", "a/x-y", "a/x/z", "b", "deep", "deep/er", "deep/er/still"];
        _directory.AddDirectory("a/x");
        _directory.AddDirectory("deep/er");
        Array.ForEach(["a-b", "a.c", "a/x-y", "a/x/z", "b", "deep/er/still"], name => _directory.AddFile(name, ""u8));
        using var root = new FileRoot(_directory.Path, new FileRootOptions { MaxListedEntries = maxHeld });

        string[] listed = [.. Served(root, null, isRecursive: true)];

        Assert.Equal(names, maxHeld < names.Length ? [.. listed.Order(StringComparer.Ordinal)] : listed);
    }

    [Fact]
    public async Task More_than_the_limit_cannot_be_held_as_a_whole()
    {
        _directory.AddFile("a", ""u8);
        _directory.AddFile("b", ""u8);
        using var enough = new FileRoot(_directory.Path, new FileRootOptions { MaxListedEntries = 2 });
        using var tooFew = new FileRoot(_directory.Path, new FileRootOptions { MaxListedEntries = 1 });

        Assert.Equal(2, (await HoldAsync(enough)).Count);
        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => HoldAsync(tooFew));
        Assert.Equal(FileRefusal.TooLarge, refused.Refusal);
    }

    [Fact]
    public async Task What_all_listings_hold_is_bounded()
    {
        const int entries = 1_000;
        for (int entry = 0; entry < entries; entry++)
            _directory.AddFile($"{entry:0000}", ""u8);
        using var root = new FileRoot(_directory.Path, new FileRootOptions { MaxHeldBytes = 400 * entries });
        using FileListing held = root.List(null, isRecursive: false, default);
        await held.ReadAllAsync(Place(), default);

        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => HoldAsync(root));
        string[] parts = [.. Served(root, null, isRecursive: true)];
        held.Dispose();

        Assert.Equal(FileRefusal.Busy, refused.Refusal);
        Assert.NotEqual(parts, parts.Order(StringComparer.Ordinal)); // it came in small parts, each in order
        Assert.Equal(entries, parts.Distinct().Count());
        Assert.Equal(entries, (await HoldAsync(root)).Count);
    }

    [Fact]
    public void Listing_stops_to_let_others_have_a_turn_before_it_has_read_much()
    {
        const int entries = 3_000;
        for (int entry = 0; entry < entries; entry++)
            _directory.AddFile($"{entry:0000}", ""u8);
        using var root = new FileRoot(_directory.Path);
        using FileListing listing = root.List(null, isRecursive: false, default);

        FileEntry?[] all = [.. listing.InSteps()];

        Assert.Equal(entries, all.Count(entry => entry is not null));
        Assert.InRange(all.Count(entry => entry is null), entries / 256, entries);
    }

    [Fact]
    public void What_has_no_name_is_told_with_its_reason()
    {
        _directory.AddDirectory("d");
        _directory.AddFile("d/back\\slash", ""u8);
        _directory.AddFile("d/line\nfeed", ""u8);
        _directory.AddFile("d/fine", ""u8);
        _directory.Run(@": > ""$(printf 'd/\377raw')""");
        using var root = new FileRoot(_directory.Path);

        using FileListing listing = root.List(null, isRecursive: true, default);

        Assert.Equal(["d", "d/fine"], listing.Select(entry => entry.Name.Text));
        Assert.Equal(
            [
                @"d/\xffraw (unnameable: it is not UTF-8)",
                @"d/back\\slash (unnameable: it has a backslash)",
                @"d/line\nfeed (unnameable: it has a control character)",
            ],
            listing.Gaps.Select(gap => gap.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Path_that_is_longer_than_any_is_told()
    {
        string segment = new('x', FileName.MaxSegmentBytes);
        string rest = string.Join('/', Enumerable.Repeat(segment, 8));
        _directory.Run($"mkdir -p {rest}; cd {rest}; mkdir -p {rest}/d");
        using var root = new FileRoot(_directory.Path);

        using FileListing listing = root.List(null, isRecursive: true, default);

        Assert.Equal(16, listing.Count()); // sixteen of 255 bytes, and a slash before each but one
        ListingGap gap = Assert.Single(listing.Gaps);
        Assert.Equal((1, ListingGapReason.Unnameable), (gap.Count, gap.Reason));
    }

    [Fact]
    public async Task Upload_under_way_is_not_there_yet_and_a_name_like_one_is_a_name()
    {
        _directory.AddFile(".sockeye-upload-notes", "n"u8);
        using var root = new FileRoot(_directory.Path);
        await using PendingUpload upload = root.CreateUpload(FileName.Parse("new"));

        Assert.Equal([".sockeye-upload-notes"], Served(root, null, isRecursive: false));
        root.OpenRead(FileName.Parse(".sockeye-upload-notes")).Dispose();
    }

    [Fact]
    public void Gaps_beyond_those_kept_are_counted()
    {
        ListingGaps gaps = [];
        for (int number = 0; number < ListingGaps.MaxKept + 3; number++)
            gaps.Add(new ListingGap($"{number}", 1, ListingGapReason.Unreadable, ""));

        Assert.Equal(ListingGaps.MaxKept + 3, gaps.Count);
        Assert.Equal(new ListingGap("", 3, ListingGapReason.Unreadable, ""), gaps.Last());
        Assert.EndsWith("9 (unreadable); and 993 more", gaps.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Served(FileRoot root, FileName? directory, bool isRecursive)
    {
        using FileListing listing = root.List(directory, isRecursive, default);
        return [.. listing.Where(entry => entry.Status.Kind != FileKind.Other).Select(entry => entry.Name.Text)];
    }

    private static async Task<IReadOnlyList<FileEntry>> HoldAsync(FileRoot root)
    {
        using FileListing listing = root.List(null, isRecursive: false, default);
        return await listing.ReadAllAsync(Place(), default);
    }

    private static WorkPlace Place() => new HeavyWork().Enter([PeerNetwork.Local]);
}
