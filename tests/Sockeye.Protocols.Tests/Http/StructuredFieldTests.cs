using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tests.Http;

public sealed class StructuredFieldTests
{
    [Theory]
    [InlineData("?1", true), InlineData("?0", false), InlineData(" ?1 ", true), InlineData("?1;a=2;b", true)]
    public void Booleans(string text, bool expected)
    {
        Assert.True(StructuredField.TryParseItem(text, out StructuredValue value));
        Assert.Equal(expected, value.Boolean);
    }

    [Theory]
    [InlineData("0", 0), InlineData("-5", -5), InlineData("999999999999999", 999_999_999_999_999)]
    public void Numbers(string text, long expected)
    {
        Assert.True(StructuredField.TryParseItem(text, out StructuredValue value));
        Assert.Equal(expected, value.Number);
    }

    [Theory]
    [InlineData(""), InlineData("?2"), InlineData("?"), InlineData("1.5"), InlineData("1000000000000000")]
    [InlineData("-"), InlineData("1 2")]
    [InlineData("\"open"), InlineData("\"a\\n\""), InlineData("\"\u00e9\""), InlineData(":a"), InlineData(":?:")]
    [InlineData("1;"), InlineData("1;A")]
    public void Items_that_are_wrong(string text) => Assert.False(StructuredField.TryParseItem(text, out _));

    [Fact]
    public void Strings_and_tokens()
    {
        Assert.True(StructuredField.TryParseItem("\"a \\\"b\\\\\"", out StructuredValue text));
        Assert.True(StructuredField.TryParseItem("*a/b:c", out StructuredValue token));

        Assert.Equal("a \"b\\", text.Text);
        Assert.Equal("*a/b:c", token.Text);
    }

    [Fact]
    public void Dictionary_keeps_the_last_of_a_key()
    {
        IReadOnlyDictionary<string, StructuredValue> members = StructuredField.ParseDictionary("a=1,\tb;x=1 , a=2")!;

        Assert.Equal(2, members["a"].Number);
        Assert.True(members["b"].Boolean);
    }

    [Theory]
    [InlineData("a=1,"), InlineData("a=1 b=2"), InlineData("A=1"), InlineData("a=(1 2)"), InlineData("=1")]
    [InlineData("a=1;;b")]
    public void One_mistake_voids_a_dictionary(string text) => Assert.Null(StructuredField.ParseDictionary(text));

    [Fact]
    public void Dictionary_of_as_many_members_as_the_limit_and_one_more()
    {
        Assert.NotNull(StructuredField.ParseDictionary(Members(StructuredField.MaxMembers)));
        Assert.Null(StructuredField.ParseDictionary(Members(StructuredField.MaxMembers + 1)));

        static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(number => $"k{number}"));
    }

    [Fact]
    public void Digest_is_read_as_it_was_written() =>
        Prop.ForAll<byte[]>(data =>
        {
            Sha256Sum sum = Sha256Sum.Of(data);
            return DigestField.TryParse(DigestField.Format(sum), out Sha256Sum? read) && read == sum;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null), InlineData("md5=:AAAA:"), InlineData("")]
    public void Digest_of_another_kind_is_none(string? field)
    {
        Assert.True(DigestField.TryParse(field, out Sha256Sum? sum));
        Assert.Null(sum);
    }

    [Theory]
    [InlineData("sha-256=:AAAA:"), InlineData("sha-256=abc"), InlineData("sha-256"), InlineData("sha-256=:")]
    public void Digest_that_is_wrong_is_refused(string field) => Assert.False(DigestField.TryParse(field, out _));

    [Theory]
    [InlineData("sha-256=10", true), InlineData("sha-512=3, sha-256=1", true), InlineData("sha-256=0", false)]
    [InlineData("sha-256=11", false), InlineData("sha-256", false), InlineData("sha-512=1", false)]
    [InlineData(null, false)]
    public void Digest_is_wanted_with_a_weight(string? field, bool isWanted) => Assert.Equal(
        isWanted, DigestField.IsWanted(field));

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Prop.ForAll<string>(text =>
        {
            bool isItem = StructuredField.TryParseItem(text, out StructuredValue value);
            StructuredField.ParseDictionary(text);
            return UploadFields.Parse(text, null, null).IsComplete == (isItem ? value.Boolean : null);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("?1", "0", "10", 10L, true, 10L)]
    [InlineData("?1", "4", null, 6L, true, 10L)] // the end tells the length
    [InlineData("?1", "4", "11", 6L, false, null)]
    [InlineData("?0", "4", "10", 6L, true, 10L)]
    [InlineData("?0", "5", "10", 6L, false, null)] // beyond the end
    [InlineData("?0", null, null, null, true, null)]
    [InlineData("?1", "999999999999999", null, long.MaxValue, false, null)]
    public void Upload_tells_its_length(
        string complete, string? offset, string? length, long? content, bool isConsistent, long? expected)
    {
        Assert.Equal(isConsistent, UploadFields.Parse(complete, offset, length).TryTellLength(content, out long? told));
        if (isConsistent)
            Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData("1", "-1", "-1"), InlineData("?2", "?1", "x"), InlineData("true", "1.5", "\"3\""), InlineData("?1, ?1", "", "1 2")]
    [InlineData(null, null, null)]
    public void Upload_fields_that_are_wrong_are_as_good_as_none(string? complete, string? offset, string? length) =>
        Assert.Equal(default, UploadFields.Parse(complete, offset, length));
}
