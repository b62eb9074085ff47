using Sockeye.Files.Access;

namespace Sockeye.Files.Tests.Access;

public sealed class AccountListTests
{
    private static readonly string Hash = PasswordHash.Create("x", PasswordHash.MinIterations).ToString();

    [Fact]
    public void Accounts_are_read_and_written()
    {
        string text = $"alice {Hash} /=rwld\nanonymous - /pub=rl\n";

        var accounts = AccountList.Parse("# who may do what\n\n" + text);

        Assert.True(accounts.HasLogins);
        Assert.Equal("/pub=rl", accounts.Anonymous!.Rights.ToString());
        Assert.Equal(text, accounts.ToString());
    }

    [Theory]
    [InlineData("alice", "line 1: a line is NAME HASH RIGHTS"), InlineData("al:ice HASH /=r", "is not a name")]
    [InlineData("alice secret /=r", "not a password's hash"), InlineData("anonymous HASH /=r", "write -"), InlineData("alice HASH r", "PATH=RIGHTS")]
    [InlineData("alice HASH /=r\nalice HASH /=r", "line 2: the account alice is there twice")]
    public void Mistake_is_named_with_its_line(string text, string mistake)
    {
        var wrong = Assert.Throws<FormatException>(
            () => AccountList.Parse(text.Replace("HASH", Hash, StringComparison.Ordinal)));

        Assert.Contains(mistake, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", true), InlineData("a.b-c_d@e", true), InlineData("", false), InlineData("a b", false), InlineData("a:b", false), InlineData("ä", false), InlineData("a\r\nb", false)]
    public void Name_needs_no_quotes_anywhere(string name, bool isName) => Assert.Equal(isName, Account.IsName(name));
}
