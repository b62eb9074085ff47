using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatNamesTests
{
    [Theory]
    [InlineData("anna", true), InlineData("a", true), InlineData("[x]{y}\\`^|_-", true), InlineData("jürgen", true)]
    [InlineData("анна", true), InlineData("a1", true), InlineData("12345678901234567890123456789012", false)]
    [InlineData("a2345678901234567890123456789012", true), InlineData("a23456789012345678901234567890123", false)]
    [InlineData("", false), InlineData("1a", false), InlineData("-a", false), InlineData("a b", false), InlineData("#a", false)]
    [InlineData("a!b", false), InlineData("a@b", false), InlineData("a*", false), InlineData("a?", false), InlineData("a.b", false)]
    [InlineData("a,b", false), InlineData(":a", false), InlineData("@a", false), InlineData("+a", false), InlineData("~a", false)]
    [InlineData("$a", false), InlineData("a\u202e", false), InlineData("a\u200b", false), InlineData("a\0", false), InlineData("٣a", false)]
    [InlineData("a\r\nQUIT", false), InlineData("\ud83d\ude00", false), InlineData("a\ud83d", false)]
    public void Nick_has_letters_digits_and_some_marks(string name, bool isOne) =>
        Assert.Equal(isOne, ChatNames.IsNick(name, new ChatLimits()));

    [Theory]
    [InlineData("#a", true), InlineData("##", true), InlineData("#a.b-c!?", true), InlineData("#комната", true)]
    [InlineData("#\ud83d\ude00", true), InlineData("#", false), InlineData("", false), InlineData("a", false), InlineData("&a", false)]
    [InlineData("#a,b", false), InlineData("#a b", false), InlineData("#a\u00a0b", false), InlineData("#a\u0007", false)]
    [InlineData("#a\n", false), InlineData("#\ud83d", false), InlineData("#\ude00", false), InlineData("#a\ud83d", false)]
    [InlineData("#a\u200b", false), InlineData("#a\u202eb", false), InlineData("#a\ufeff", false), InlineData("#a\ue000", false)]
    public void Room_has_a_mark_and_what_can_be_seen(string name, bool isOne) =>
        Assert.Equal(isOne, ChatNames.IsRoom(name, new ChatLimits()));

    [Fact]
    public void Room_of_the_limit_is_one_and_a_longer_one_is_not()
    {
        var limits = new ChatLimits { MaxRoomName = 5 };

        Assert.True(ChatNames.IsRoom("#1234", limits));
        Assert.False(ChatNames.IsRoom("#12345", limits));
    }

    [Theory]
    [InlineData("anna", "аnna"), InlineData("anna", "ANNA"), InlineData("bob", "b0b"), InlineData("Il", "lI"), InlineData("paul", "pau1")]
    [InlineData("modern", "rnodern"), InlineData("willy", "vvilly"), InlineData("pοpe", "pope"), InlineData("a|b", "alb"), InlineData("ОЛЕГ", "олег")]
    public void Nicks_that_a_reader_takes_for_one_look_alike(string one, string other) =>
        Assert.Equal(ChatNames.Look(one), ChatNames.Look(other));

    [Theory]
    [InlineData("anna", "hanna"), InlineData("anna", "änna"), InlineData("a_b", "a-b"), InlineData("ann", "anna"), InlineData("bob", "dod")]
    public void Others_do_not(string one, string other) => Assert.NotEqual(ChatNames.Look(one), ChatNames.Look(other));

    [Theory]
    [InlineData("Anna", "aNNA", true), InlineData("É", "é", false), InlineData("{", "[", false), InlineData("^", "~", false)]
    [InlineData("a", "ab", false), InlineData("", "", true), InlineData("@", "`", false)]
    public void Only_the_case_of_a_to_z_makes_no_difference(string one, string other, bool areSame)
    {
        ChatNameComparer comparer = ChatNameComparer.Instance;

        Assert.Equal(areSame, comparer.Equals(one, other));
        Assert.Equal(areSame, comparer.GetHashCode(one) == comparer.GetHashCode(other));
    }

    [Fact]
    public void Nothing_is_the_same_as_nothing_only()
    {
        Assert.True(ChatNameComparer.Instance.Equals(null, null));
        Assert.False(ChatNameComparer.Instance.Equals(null, ""));
    }
}
