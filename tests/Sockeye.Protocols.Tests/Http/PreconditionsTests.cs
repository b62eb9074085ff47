using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Http;

namespace Sockeye.Protocols.Tests.Http;

public sealed class PreconditionsTests
{
    private const string Changed = "Sun, 06 Nov 1994 08:49:37 GMT";
    private const string Before = "Sun, 06 Nov 1994 08:49:36 GMT";

    private static readonly DateTimeOffset Modified = new(1994, 11, 6, 8, 49, 37, 123, TimeSpan.Zero);
    private static readonly Validators State = new(new EntityTag("a"), new EntityTag("t", IsWeak: true), Modified);

    [Theory]
    [InlineData("\"a\"", Verdict.Proceed), InlineData("\"b\", \"a\"", Verdict.Proceed)]
    [InlineData("*", Verdict.Proceed)]
    [InlineData("\"b\"", Verdict.Failed), InlineData("W/\"a\"", Verdict.Failed), InlineData("W/\"t\"", Verdict.Failed)] // strong only
    [InlineData("a", Verdict.Failed), InlineData("", Verdict.Failed), InlineData("\"a", Verdict.Failed)]
    public void If_match(string field, Verdict expected) =>
        Assert.Equal(expected, With(ifMatch: field).Evaluate(State, isRead: true));

    [Theory]
    [InlineData("\"a\"", Verdict.NotModified), InlineData("W/\"a\"", Verdict.NotModified)]
    [InlineData("W/\"t\"", Verdict.NotModified)]
    [InlineData("*", Verdict.NotModified), InlineData("\"x\" , \"a\"", Verdict.NotModified)]
    [InlineData("\"b\"", Verdict.Proceed), InlineData("garbage, \"a\"", Verdict.Proceed)]
    public void If_none_match(string field, Verdict expected) =>
        Assert.Equal(expected, With(ifNoneMatch: field).Evaluate(State, isRead: true));

    [Theory]
    [InlineData("*"), InlineData("\"a\"")]
    public void If_none_match_of_a_change_fails(string field) =>
        Assert.Equal(Verdict.Failed, With(ifNoneMatch: field).Evaluate(State, isRead: false));

    [Fact]
    public void What_does_not_exist_matches_nothing()
    {
        Assert.Equal(Verdict.Failed, With(ifMatch: "*").Evaluate(null, isRead: false));
        Assert.Equal(Verdict.Proceed, With(ifNoneMatch: "*").Evaluate(null, isRead: false));
        Assert.Equal(Verdict.Failed, With(ifUnmodifiedSince: Changed).Evaluate(null, isRead: false));
    }

    [Theory]
    [InlineData(Changed, Verdict.NotModified), InlineData(Before, Verdict.Proceed)]
    [InlineData("yesterday", Verdict.Proceed)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", Verdict.NotModified)]
    [InlineData("Sun Nov  6 08:49:37 1994", Verdict.NotModified)]
    public void If_modified_since(string field, Verdict expected) =>
        Assert.Equal(expected, With(ifModifiedSince: field).Evaluate(State, isRead: true));

    [Theory]
    [InlineData(Changed, Verdict.Proceed), InlineData(Before, Verdict.Failed), InlineData("yesterday", Verdict.Proceed)]
    public void If_unmodified_since(string field, Verdict expected) =>
        Assert.Equal(expected, With(ifUnmodifiedSince: field).Evaluate(State, isRead: true));

    [Fact]
    public void Tags_come_before_times()
    {
        Assert.Equal(
            Verdict.Proceed, With(ifNoneMatch: "\"b\"", ifModifiedSince: Changed).Evaluate(State, isRead: true));
        Assert.Equal(Verdict.Proceed, With(ifMatch: "\"a\"", ifUnmodifiedSince: Before).Evaluate(State, isRead: true));
    }

    [Fact]
    public void If_modified_since_is_for_reading_only() =>
        Assert.Equal(Verdict.Proceed, With(ifModifiedSince: Changed).Evaluate(State, isRead: false));

    [Theory]
    [InlineData(null, true), InlineData("\"a\"", true), InlineData("\"b\"", false), InlineData("W/\"t\"", false)]
    [InlineData("\"a\" x", false)]
    [InlineData(Changed, true), InlineData(Before, false), InlineData("", false)]
    public void If_range(string? field, bool counts) =>
        Assert.Equal(counts, (default(Preconditions) with { IfRange = field }).RangeCounts(State, Modified.AddHours(1)));

    [Fact]
    public void Time_is_as_good_as_a_tag_after_a_minute()
    {
        Preconditions conditions = default(Preconditions) with { IfRange = Changed };

        Assert.False(conditions.RangeCounts(State, HttpDate.Truncate(Modified).AddSeconds(60).AddTicks(-1)));
        Assert.True(conditions.RangeCounts(State, HttpDate.Truncate(Modified).AddSeconds(60)));
    }

    [Fact]
    public void Tags_beyond_the_limit_match_nothing()
    {
        string others = string.Concat(Enumerable.Repeat("\"x\",", EntityTagList.MaxTags));

        Assert.True(EntityTagList.Parse(others[4..] + "\"a\"").HasStrong(new EntityTag("a")));
        Assert.False(EntityTagList.Parse(others + "\"a\"").HasStrong(new EntityTag("a")));
    }

    [Fact]
    public void Any_fields_come_to_a_verdict() =>
        Prop.ForAll<string, string, string>((match, noneMatch, range) =>
        {
            var conditions = new Preconditions(match, noneMatch, match, noneMatch, range);
            conditions.RangeCounts(State, Modified);
            return Enum.IsDefined(conditions.Evaluate(State, isRead: true));
        }).QuickCheckThrowOnFailure();

    private static Preconditions With(
        string? ifMatch = null, string? ifNoneMatch = null, string? ifModifiedSince = null, string? ifUnmodifiedSince = null) =>
        new(ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, null);
}
