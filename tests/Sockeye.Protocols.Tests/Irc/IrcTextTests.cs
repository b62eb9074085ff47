using System.Text;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Irc;

namespace Sockeye.Protocols.Tests.Irc;

public sealed class IrcTextTests
{
    [Theory]
    [InlineData("", 4, ""), InlineData("abcd", 4, "abcd"), InlineData("abcde", 4, "abcd|e"), InlineData("ab cd ef", 5, "ab cd|ef")]
    [InlineData("ab cd ef", 4, "ab|cd|ef"), InlineData("abcdefg hi", 4, "abcd|efg|hi"), InlineData("ääää", 5, "ää|ää"), InlineData("a\ud83d\ude00b", 4, "a|\ud83d\ude00|b")]
    [InlineData("     ", 4, "    ")]
    public void Text_is_cut_between_words_or_characters(string text, int maxBytes, string pieces) =>
        Assert.Equal(pieces, string.Join('|', IrcTextSplitter.Split(text, maxBytes)));

    [Fact]
    public void Pieces_fit_and_are_the_text()
    {
        var random = new Random(1);
        string[] parts = ["a", " ", "ä", "☃", "\ud83d\ude00", "word"];
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => parts[random.Next(parts.Length)]));
            int maxBytes = random.Next(4, 20);

            IReadOnlyList<string> pieces = IrcTextSplitter.Split(text, maxBytes);

            Assert.All(pieces, piece => Assert.InRange(Encoding.UTF8.GetByteCount(piece), 0, maxBytes));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(pieces).Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Nick", "nICK", true), InlineData("a", "b", false), InlineData("é", "É", false), InlineData("[", "{", false)]
    [InlineData("a^", "a~", false), InlineData("a", "aa", false), InlineData(null, null, true), InlineData("a", null, false)]
    public void Names_differ_but_for_the_case_of_ascii(string? one, string? other, bool same)
    {
        Assert.Equal(same, ChatNameComparer.Instance.Equals(one, other));
        if (same && one is not null)
            Assert.Equal(ChatNameComparer.Instance.GetHashCode(one), ChatNameComparer.Instance.GetHashCode(other!));
    }
}
