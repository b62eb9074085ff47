using FsCheck;
using FsCheck.Fluent;
using Sockeye.Cli.Commands;

namespace Sockeye.Cli.Tests.Commands;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("", "", 0), InlineData("", "get", 3), InlineData("get", "get", 0), InlineData("GET", "get", 0)]
    [InlineData("gett", "get", 1), InlineData("gte", "get", 1), InlineData("wirtable", "writable", 1), InlineData("abc", "xyz", 3)]
    [InlineData("shrea", "share", 2)]
    public void Distance_counts_letters_added_dropped_changed_or_exchanged(string from, string to, int distance) =>
        Assert.Equal(distance, NearestWord.Distance(from, to));

    [Fact]
    public void Distance_is_the_same_both_ways_and_no_longer_than_the_longer_word() =>
        Prop.ForAll<string, string>((one, other) =>
        {
            (one, other) = (one ?? "", other ?? "");
            int distance = NearestWord.Distance(one, other);
            return distance == NearestWord.Distance(other, one)
                && distance <= Math.Max(one.Length, other.Length)
                && distance >= Math.Abs(one.Length - other.Length);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("--wirtable", "--writable"), InlineData("--li", "--line"), InlineData("--lime", "--line"), InlineData("--Listen", "--listen")]
    [InlineData("---line", "--line"), InlineData("--xyz", null), InlineData("--", null), InlineData("--writable-by-all", null)]
    public void Nearest_differs_by_a_third_of_its_letters_at_most(string word, string? nearest) =>
        Assert.Equal(nearest, NearestWord.Find(word, ["--listen", "--writable", "--line"]));
}
