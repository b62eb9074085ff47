using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Http;

namespace Sockeye.Protocols.Tests.Http;

public sealed class RangeRequestTests
{
    [Theory]
    [InlineData("bytes=0-0", "0+1")]
    [InlineData("bytes=0-", "0+10")]
    [InlineData("bytes=-3", "7+3")]
    [InlineData("bytes=-99", "0+10")]
    [InlineData("bytes=9-99", "9+1")]
    [InlineData("BYTES = 2-3", "2+2")]
    [InlineData("bytes=2-3, ,\t7-8", "2+2 7+2")]
    [InlineData("bytes=7-8,2-3", "7+2 2+2")] // as asked for
    [InlineData("bytes=0-4,3-6", "0+7")] // overlapping
    [InlineData("bytes=5-6,0-4", "0+7")] // touching
    [InlineData("bytes=1-2,99-", "1+2")] // one of two is there
    [InlineData("bytes=3-18446744073709551616", "3+7")]
    public void Parts_that_are_there(string field, string expected) =>
        Assert.Equal(expected, Text(RangeRequest.Parse(field, 10)));

    [Theory]
    [InlineData("bytes=10-"), InlineData("bytes=99-100"), InlineData("bytes=-0")]
    [InlineData("bytes=9999999999999999999999-")]
    public void Parts_that_are_not_there_are_unsatisfiable(string field) =>
        Assert.Equal("", Text(RangeRequest.Parse(field, 10)));

    [Theory]
    [InlineData("bytes=0-0"), InlineData("bytes=-0"), InlineData("bytes=0-"), InlineData("bytes=0-0, 5-")]
    public void Nothing_has_no_parts(string field) => Assert.Equal("", Text(RangeRequest.Parse(field, 0)));

    [Theory]
    [InlineData("bytes=-1"), InlineData("bytes=-500"), InlineData("bytes=0-0,-1"), InlineData("bytes=-0,-1")]
    public void Last_bytes_of_nothing_are_there_so_the_whole_is_the_answer(string field) =>
        Assert.Null(RangeRequest.Parse(field, 0));

    [Theory] // the examples of RFC 9110 §14.1.2, of a representation of 10,000 bytes, and their like
    [InlineData("bytes=0-499", "0+500"), InlineData("bytes=500-999", "500+500")]
    [InlineData("bytes=-500", "9500+500"), InlineData("bytes=9500-", "9500+500")]
    [InlineData("bytes=0-0,-1", "0+1 9999+1")]
    [InlineData("bytes= 0-999, 4500-5499, -1000", "0+1000 4500+1000 9000+1000")]
    [InlineData("bytes=500-600,601-999", "500+500"), InlineData("bytes=500-700,601-999", "500+500")]
    [InlineData("bytes=0-10000", "0+10000"), InlineData("bytes=9999-", "9999+1"), InlineData("bytes=-10000", "0+10000")]
    [InlineData("bytes=10000-", "")]
    public void Examples_of_the_RFC(string field, string expected) =>
        Assert.Equal(expected, Text(RangeRequest.Parse(field, 10_000)));

    [Theory]
    [InlineData(""), InlineData("bytes"), InlineData("bytes="), InlineData("bytes=,"), InlineData("lines=0-1")]
    [InlineData("bytes=1")]
    [InlineData("bytes=3-2"), InlineData("bytes=-"), InlineData("bytes=a-b"), InlineData("bytes=0x1-2")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=--1"), InlineData("bytes=+1-2"), InlineData("bytes=1 -2"), InlineData("bytes=0-1;2-3")]
    [InlineData("bytes=\u0661-2")]
    public void Field_that_breaks_a_rule_is_as_good_as_none(string field) => Assert.Null(RangeRequest.Parse(field, 10));

    [Fact]
    public void As_many_parts_as_the_limit_and_one_more()
    {
        Assert.Equal(RangeRequest.MaxRanges, RangeRequest.Parse(Field(RangeRequest.MaxRanges), 10_000)!.Ranges.Count);
        Assert.Null(RangeRequest.Parse(Field(RangeRequest.MaxRanges + 1), 10_000));

        static string Field(int parts) =>
            "bytes=" + string.Join(',', Enumerable.Range(0, parts).Select(part => $"{10 * part}-{(10 * part) + 1}"));
    }

    [Fact]
    public void Parts_are_within_the_whole_and_never_overlap() =>
        Prop.ForAll<NonNegativeInt, (byte, byte)[]>((whole, pairs) =>
        {
            string field = "bytes=" + string.Join(',', pairs.Select(pair => $"{pair.Item1}-{pair.Item2}"));
            RangeRequest? request = RangeRequest.Parse(field, whole.Get);
            return request is null || IsSound(request.Ranges, whole.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_taken_or_refused() =>
        Prop.ForAll<string>(
            text => RangeRequest.Parse($"bytes={text}", 100) is not { } request || IsSound(request.Ranges, 100))
            .QuickCheckThrowOnFailure();

    private static bool IsSound(IReadOnlyList<ByteRange> ranges, long whole)
    {
        ByteRange[] sorted = [.. ranges.OrderBy(range => range.Offset)];
        return sorted.All(range => range is { Offset: >= 0, Length: > 0 } && range.End <= whole)
            && sorted.Zip(sorted.Skip(1)).All(pair => pair.First.End <= pair.Second.Offset);
    }

    private static string? Text(RangeRequest? request) =>
        request is null ? null : string.Join(' ', request.Ranges.Select(range => $"{range.Offset}+{range.Length}"));
}
