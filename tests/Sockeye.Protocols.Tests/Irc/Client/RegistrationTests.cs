using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Protocols.Tests.Irc.Client;

public sealed class RegistrationTests
{
    private static readonly IrcClientOptions WithLogin = new("me") { Login = new IrcLogin("jilles", "sesame") };

    [Fact]
    public void Entry_begins_with_the_servers_password_and_the_question_for_capabilities()
    {
        var bench = new SessionBench(new IrcClientOptions("me") { ServerPassword = "open it" });

        Assert.Equal(["PASS :open it", "CAP LS 302", "NICK me", "USER sockeye 0 * :sockeye"], bench.Sent());
    }

    [Fact]
    public void Capabilities_on_several_lines_are_asked_for_once_and_only_those_of_use()
    {
        var bench = new SessionBench();
        bench.Sent();

        Assert.Empty(bench.Hear(":irc.test CAP * LS * :multi-prefix sasl=PLAIN,EXTERNAL draft/unknown"));
        Assert.Equal(
            ["CAP REQ :batch multi-prefix server-time"], bench.Hear(":irc.test CAP * LS :server-time batch"));
        Assert.Equal(["CAP END"], bench.Hear(":irc.test CAP * ACK :batch multi-prefix server-time"));
    }

    [Theory]
    [InlineData(":irc.test CAP * LS :"), InlineData(":irc.test CAP * LS :tls vendor/other")]
    public void Server_with_nothing_of_use_is_asked_for_nothing(string offer)
    {
        var bench = new SessionBench();
        bench.Sent();

        Assert.Equal(["CAP END"], bench.Hear(offer));
    }

    [Fact]
    public void Refused_request_ends_the_negotiation()
    {
        var bench = new SessionBench();
        bench.Sent();
        bench.Hear(":irc.test CAP * LS :batch");

        Assert.Equal(["CAP END"], bench.Hear(":irc.test CAP * NAK :batch"));
    }

    [Fact]
    public void Server_that_knows_no_capabilities_lets_in_all_the_same()
    {
        var bench = new SessionBench(rooms: "#a");
        bench.Sent();

        bench.Hear(":irc.test 421 me CAP :Unknown command", ":irc.test 001 myself :Welcome");

        Assert.True(bench.Session.IsRegistered);
        Assert.Equal("myself", bench.Session.Nick);
        Assert.Equal(["JOIN #a"], bench.Hear(":irc.test 422 myself :no MOTD"));
        Assert.Equal([IrcEventKind.Welcome], bench.Events().Select(static happened => happened.Kind));
    }

    [Fact]
    public void Login_is_told_by_SASL_before_the_negotiation_ends()
    {
        var bench = new SessionBench(WithLogin);
        bench.Sent();

        Assert.Equal(["CAP REQ :batch sasl"], bench.Hear(":irc.test CAP * LS :batch sasl=PLAIN"));
        Assert.Equal(["AUTHENTICATE PLAIN"], bench.Hear(":irc.test CAP * ACK :batch sasl"));
        Assert.Equal(["AUTHENTICATE AGppbGxlcwBzZXNhbWU="], bench.Hear("AUTHENTICATE +"));
        Assert.Equal(["CAP END"], bench.Hear(":irc.test 900 me me!me@h jilles :in", ":irc.test 903 me :done"));
    }

    [Theory] // 1 + 1 + 1 + n bytes, of which each three become four characters
    [InlineData(294, new[] { 396 }), InlineData(296, new[] { 400, 1 }), InlineData(297, new[] { 400, 1 }), InlineData(298, new[] { 400, 4 }), InlineData(597, new[] { 400, 400, 1 })]
    public void Long_password_comes_in_chunks_and_a_full_one_is_not_the_last(int passwordBytes, int[] chunks)
    {
        var bench = new SessionBench(new IrcClientOptions("me") { Login = new IrcLogin("u", new string('p', passwordBytes)) });
        bench.Sent();
        bench.Hear(":irc.test CAP * LS :sasl", ":irc.test CAP * ACK :sasl");

        string[] sent = bench.Hear("AUTHENTICATE +");

        Assert.Equal(chunks, sent.Select(static line => line["AUTHENTICATE ".Length..].Length));
    }

    [Theory]
    [InlineData(":irc.test 904 me :SASL failed", "cannot log in as jilles: SASL failed; check the user and the password")]
    [InlineData(":irc.test 001 me :Welcome", "cannot log in as jilles: the server has no SASL; leave --user out")]
    [InlineData(":irc.test 432 * me :Erroneous nick", "cannot use the nick me: Erroneous nick; choose another with --nick")]
    [InlineData(":irc.test 464 * :Bad password", "cannot enter: Bad password; the server wants a password: --server-password-file")]
    public void Server_that_does_not_let_us_in_is_told_with_what_to_do(string line, string told)
    {
        var bench = new SessionBench(WithLogin);

        bench.Hear(line);

        Assert.Equal([new IrcClientEvent(IrcEventKind.Refused, told)], bench.Events());
    }

    [Fact]
    public void Nick_in_use_is_followed_by_others_and_at_last_by_the_end()
    {
        var bench = new SessionBench();
        bench.Sent();
        string[] inUse = [.. Enumerable.Repeat(":irc.test 433 * me :in use", 6)];

        Assert.Equal(["NICK me_", "NICK me1", "NICK me2", "NICK me3", "NICK me4"], bench.Hear(inUse));

        IrcClientEvent[] events = bench.Events();
        Assert.Equal(["me_", "me1", "me2", "me3", "me4"], events[..^1].Select(static happened => happened.Text));
        Assert.Equal(IrcEventKind.Refused, events[^1].Kind);
    }
}
