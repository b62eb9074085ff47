using Sockeye.Files.Remotes;

namespace Sockeye.Files.Tests.Remotes;

public sealed class NetrcTests
{
    private const string Sample = """
        # comment: machine never login x password y
        machine one login alice password secret1
        machine two
            login bob
            password "quoted"
            account ignored
        macdef init
        machine three login in-a-macro password x

        machine one login carol password secret2
        default login anonymous password me@here
        """;

    [Theory]
    [InlineData("one", null, "alice", "secret1")]
    [InlineData("ONE", null, "alice", "secret1")]
    [InlineData("one", "carol", "carol", "secret2")]
    [InlineData("two", null, "bob", "\"quoted\"")]
    [InlineData("three", null, "anonymous", "me@here")]
    [InlineData("never", null, "anonymous", "me@here")]
    public void First_entry_that_fits_is_taken(string host, string? user, string login, string password)
    {
        RemoteLogin? found = Netrc.Find(Sample, host, user);

        Assert.Equal((login, password), (found?.User, found?.Password));
    }

    [Theory]
    [InlineData("machine one login alice password #1 # since May\nmachine two login bob password x", "#1")]
    [InlineData("machine one login #a password x\n", "x")]
    public void Password_may_begin_like_a_comment(string text, string password) =>
        Assert.Equal(password, Netrc.Find(text, "one", user: null)?.Password);

    [Theory]
    [InlineData("machine one login alice", "one", null)] // without a password
    [InlineData("machine one password x", "one", null)]
    [InlineData("machine one login alice password x", "one", "bob")]
    [InlineData("machine one login alice password x", "two", null)]
    [InlineData("machine", "one", null), InlineData("", "one", null), InlineData("machine one login", "one", null)]
    public void Without_one_there_is_nobody(string text, string host, string? user) => Assert.Null(Netrc.Find(text, host, user));
}
