using System.Diagnostics;
using System.Text.RegularExpressions;
using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatMaskTests
{
    [Theory]
    [InlineData("*!*@*", "a!b@c", true), InlineData("A*!*@C", "abc!x@c", true), InlineData("a?c", "ABC", true)]
    [InlineData("a?c", "ac", false), InlineData("*", "", true), InlineData("", "", true), InlineData("", "a", false)]
    [InlineData("a*", "ba", false), InlineData("*a*b", "xaybzb", true), InlineData("*a*b", "xaybzc", false)]
    [InlineData("É*", "É!", true), InlineData("é", "É", false), InlineData("[a]", "{a}", false)]
    public void Pattern_is_what_the_rfc_says(string pattern, string text, bool matches) =>
        Assert.Equal(matches, ChatMask.Matches(pattern, text));

    [Fact]
    public void Pattern_is_what_a_regular_expression_finds()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = Any(random, "ab*?", 8), text = Any(random, "ab", 10);
            string expression = "^" + string.Concat(pattern.Select(c => c switch { '*' => ".*", '?' => ".", _ => c.ToString() })) + "$";

            Assert.Equal(Regex.IsMatch(text, expression), ChatMask.Matches(pattern, text));
        }
    }

    // Of each star tried with each place it would be 250 to the power of 100.
    [Fact]
    public void Pattern_of_many_stars_is_no_bomb()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 100)) + "*b", text = new string('a', 500);
        var time = Stopwatch.StartNew();

        Assert.False(ChatMask.Matches(pattern, text));

        Assert.True(time.Elapsed < Testing.SafetyNet.Time);
    }

    [Theory]
    [InlineData("nick", "nick!*@*"), InlineData("nick!user", "nick!user@*"), InlineData("user@host", "*!user@host")]
    [InlineData("nick!user@host", "nick!user@host"), InlineData("10.0.0.*", "*!*@10.0.0.*"), InlineData("2001:db8::*", "*!*@2001:db8::*")]
    [InlineData("@host", "*!*@host"), InlineData("", "*!*@*"), InlineData("*", "*!*@*")]
    public void Mask_is_completed(string mask, string whole) => Assert.Equal(whole, ChatMask.Complete(mask));

    private static string Any(Random random, string of, int most) =>
        new([.. Enumerable.Range(0, random.Next(most)).Select(_ => of[random.Next(of.Length)])]);
}
