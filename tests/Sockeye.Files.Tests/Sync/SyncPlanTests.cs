using Sockeye.Files.Storage;
using Sockeye.Files.Sync;

namespace Sockeye.Files.Tests.Sync;

public sealed class SyncPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_missing_is_copied_after_its_directories() => Assert.Equal(
        ["MakeDirectory d", "MakeDirectory d/e", "Copy a", "Copy d/e/f"],
        Plan([File("d/e/f"), Directory("d"), Directory("d/e"), File("a")], []));

    [Fact]
    public void What_is_alike_is_left() => Assert.Empty(Plan([File("a"), Directory("d")], [File("a"), Directory("d")]));

    [Theory]
    [InlineData(5, 0, true)] // another length
    [InlineData(3, 1, false)] // within what FAT can tell
    [InlineData(3, 0.25, false)] // one of them in whole seconds, as FTP and HTTP tell them
    [InlineData(3, 2, true), InlineData(3, -2, true)]
    public void Length_and_time_decide(long length, double seconds, bool isCopied) => Assert.Equal(
        isCopied ? ["Copy a"] : [], Plan([File("a")], [File("a", length, Noon.AddSeconds(seconds))]));

    [Theory]
    [InlineData(0.005, false), InlineData(0.5, true), InlineData(-0.5, true)]
    public void Times_with_fractions_are_compared_with_them(double seconds, bool isCopied) => Assert.Equal(
        isCopied ? ["Copy a"] : [],
        Plan([File("a", 3, Noon.AddSeconds(0.6))], [File("a", 3, Noon.AddSeconds(0.6 + seconds))]));

    [Fact]
    public void Copy_in_whole_seconds_is_as_new_as_a_source_with_a_fraction() => Assert.Empty(
        Plan([File("a", 3, Noon.AddSeconds(0.6))], [File("a")], keepsTimes: false));

    [Theory]
    [InlineData(3600, false), InlineData(0, false), InlineData(-1, true)]
    public void Where_times_cannot_be_set_a_copy_is_newer_than_its_source(double seconds, bool isCopied) => Assert.Equal(
        isCopied ? ["Copy a"] : [], Plan([File("a")], [File("a", 3, Noon.AddSeconds(seconds))], keepsTimes: false));

    [Fact]
    public void By_checksum_equal_lengths_are_compared_and_others_are_not() => Assert.Equal(
        ["CopyIfOther a", "Copy b"],
        Plan([File("a"), File("b")], [File("a"), File("b", 4)], comparesSums: true));

    [Fact]
    public void What_is_surplus_stays_unless_it_is_to_be_removed() =>
        Assert.Empty(Plan([], [File("a"), Directory("d")]));

    [Fact]
    public void Surplus_is_removed_last_the_deepest_first() => Assert.Equal(
        ["Copy new", "RemoveFile d/e/f", "RemoveFile a", "RemoveDirectory d/e", "RemoveDirectory d"],
        Plan([File("new")], [File("a"), Directory("d"), Directory("d/e"), File("d/e/f")], deletes: true));

    [Fact]
    public void File_never_takes_the_place_of_a_directory_or_a_link() => Assert.Equal(
        ["Conflict a", "Conflict b"],
        Plan([File("a"), Directory("b")], [Directory("a"), Other("b")]));

    [Fact]
    public void Nothing_is_done_behind_a_link_or_a_file_in_the_way() => Assert.Equal(
        ["Conflict a", "Conflict a/d", "Conflict a/d/g", "Conflict a/f", "Conflict b", "Conflict b/f"],
        Plan([Directory("a"), File("a/f"), Directory("a/d"), File("a/d/g"), Directory("b"), File("b/f")], [Other("a"), File("b")]));

    [Fact]
    public void File_that_became_a_directory_is_replaced_where_things_may_be_removed() => Assert.Equal(
        ["RemoveFile a", "MakeDirectory a", "Copy a/f"],
        Plan([Directory("a"), File("a/f")], [File("a")], deletes: true));

    [Fact]
    public void Directory_that_became_a_file_is_replaced_with_all_in_it() => Assert.Equal(
        ["RemoveFile a/d/e", "RemoveFile a/f", "RemoveDirectory a/d", "RemoveDirectory a", "Copy a", "RemoveFile a-b"],
        Plan([File("a")], [Directory("a"), File("a-b"), Directory("a/d"), File("a/d/e"), File("a/f")], deletes: true));

    [Fact]
    public void Nothing_is_removed_for_a_directory_that_would_stay() => Assert.Equal(
        ["Conflict a", "Conflict b"],
        Plan([File("a"), File("b")], [Directory("a"), File("a/f"), Other("a/link"), Other("b")], deletes: true));

    [Fact]
    public void Directory_stays_for_what_is_left_alone_in_it() => Assert.Equal(
        ["RemoveFile gone/d/f", "RemoveFile gone/f", "RemoveDirectory gone/d", "RemoveDirectory empty"],
        Plan([File("a")], [File("a"), Directory("empty"), Directory("gone"), Directory("gone/d"), File("gone/f"), File("gone/d/f")],
            deletes: true, leftAlone: ["gone/x"]));

    [Fact]
    public void Directory_stays_for_a_link_in_it() => Assert.Equal(
        ["RemoveFile gone/f"], Plan([], [Directory("gone"), File("gone/f"), Other("gone/link")], deletes: true));

    [Fact]
    public void No_file_takes_the_place_of_a_directory_that_stays() => Assert.Equal(
        ["Conflict a"], Plan([File("a")], [Directory("a"), File("a/f")], deletes: true, leftAlone: ["a/x"]));

    [Fact]
    public void Name_that_only_begins_alike_is_another() => Assert.Equal(
        ["Conflict a", "Copy a-f"], Plan([Directory("a"), File("a-f")], [Other("a")]));

    [Fact]
    public void Links_are_neither_copied_nor_removed() =>
        Assert.Empty(Plan([Other("a")], [Other("b")], deletes: true));

    private static IEnumerable<string> Plan(
        SyncEntry[] source, SyncEntry[] target, bool comparesSums = false, bool deletes = false, bool keepsTimes = true,
        params string[] leftAlone)
    {
        var options = new SyncOptions { ComparesSums = comparesSums, Deletes = deletes };
        IReadOnlySet<string> held = SyncPlan.Holding([.. target, .. leftAlone.Select(path => File(path))], target);
        return new SyncPlan(options, keepsTimes).Make(source, target, held).Select(step => $"{step.Action} {step.Path}");
    }

    private static SyncEntry File(string path, long length = 3, DateTimeOffset? modified = null) =>
        new(path, FileKind.File, length, modified ?? Noon);

    private static SyncEntry Directory(string path) => new(path, FileKind.Directory, null, Noon);

    private static SyncEntry Other(string path) => new(path, FileKind.Other, null, Noon);
}
