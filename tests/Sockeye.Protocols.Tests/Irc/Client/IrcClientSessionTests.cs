using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Protocols.Tests.Irc.Client;

public sealed class IrcClientSessionTests
{
    [Theory]
    [InlineData(":a!u@h PRIVMSG #r :hi", IrcEventKind.Message, "#r", "a", "hi"), InlineData(":a!u@h NOTICE #r :hi", IrcEventKind.Notice, "#r", "a", "hi")]
    [InlineData(":a!u@h PRIVMSG #r :\u0001ACTION waves\u0001", IrcEventKind.Action, "#r", "a", "waves"), InlineData(":a!u@h JOIN #r", IrcEventKind.Join, "#r", "a", "")]
    [InlineData(":a!u@h PART #r :bye", IrcEventKind.Part, "#r", "a", "bye"), InlineData(":a!u@h PART #r", IrcEventKind.Part, "#r", "a", "")]
    [InlineData(":a!u@h QUIT :gone", IrcEventKind.Quit, null, "a", "gone"), InlineData(":op!u@h KICK #r a :out", IrcEventKind.Kick, "#r", "a", "out")]
    [InlineData(":a!u@h NICK b", IrcEventKind.Nick, null, "a", "b"), InlineData(":a!u@h TOPIC #r :new", IrcEventKind.Topic, "#r", "a", "new")]
    [InlineData(":s 332 me #r :topic", IrcEventKind.Topic, "#r", null, "topic"), InlineData(":s 353 me = #r :@a +b", IrcEventKind.Names, "#r", null, "@a +b")]
    [InlineData(":s 404 me #r :Cannot send", IrcEventKind.SayRefused, "#r", null, "Cannot send"), InlineData("ERROR :flood", IrcEventKind.Ended, null, null, "flood")]
    [InlineData(":s 442 me #r :not there", IrcEventKind.Info, null, null, "#r not there")]
    public void Lines_of_the_server_are_events(string line, IrcEventKind kind, string? room, string? nick, string text)
    {
        SessionBench bench = SessionBench.Entered("", null, "#r");

        bench.Hear(line);

        Assert.Equal([new IrcClientEvent(kind, text) { Room = room, Nick = nick }], bench.Events());
    }

    [Theory]
    [InlineData(":a!u@h PRIVMSG me :\u0001VERSION\u0001"), InlineData(":s 005 me A=B :are supported"), InlineData("")]
    [InlineData("@a=b"), InlineData(":s"), InlineData(":s PONG s sockeye"), InlineData("PRIVMSG\0")]
    public void What_is_of_no_use_is_passed_over(string line)
    {
        SessionBench bench = SessionBench.Entered();

        Assert.Empty(bench.Hear(line));

        Assert.Empty(bench.Events());
    }

    [Fact]
    public void Tags_tell_time_account_and_id()
    {
        SessionBench bench = SessionBench.Entered("", null, "#r");

        bench.Hear("@time=2026-01-02T03:04:05.678Z;account=acc;msgid=i1 :a!u@h PRIVMSG #r :hi");

        IrcClientEvent said = Assert.Single(bench.Events());
        Assert.Equal(("acc", "i1"), (said.Account, said.Id));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), said.Time);
    }

    [Fact]
    public void Ping_is_answered() => Assert.Equal(["PONG tok"], SessionBench.Entered().Hear("PING tok"));

    [Fact]
    public void Silent_server_is_asked_and_then_given_up()
    {
        SessionBench bench = SessionBench.Entered();

        Assert.Equal(TimeSpan.FromSeconds(90), bench.Session.Deadline);
        bench.Pass(TimeSpan.FromSeconds(90));
        Assert.Equal(["PING sockeye"], bench.Sent());
        Assert.Equal(TimeSpan.FromSeconds(150), bench.Session.Deadline);
        bench.Pass(TimeSpan.FromSeconds(59.9));
        Assert.False(bench.Session.IsDead);
        bench.Pass(TimeSpan.FromSeconds(0.1));

        Assert.True(bench.Session.IsDead);
    }

    [Fact]
    public void Any_line_shows_that_the_server_lives()
    {
        SessionBench bench = SessionBench.Entered();
        bench.Pass(TimeSpan.FromSeconds(90));

        bench.Hear(":s PONG s sockeye");

        Assert.Equal(TimeSpan.FromSeconds(180), bench.Session.Deadline);
    }

    [Fact]
    public void Server_that_does_not_let_us_in_is_given_up_after_a_minute()
    {
        var bench = new SessionBench();

        bench.Pass(bench.Session.Deadline);

        Assert.Equal(TimeSpan.FromSeconds(60), bench.Now);
        Assert.True(bench.Session.IsDead);
    }

    [Fact]
    public void Lines_are_said_in_a_burst_and_then_at_the_pace_once_the_server_has_dealt_with_them()
    {
        SessionBench bench = SessionBench.Entered("", null, "#r");
        for (int i = 1; i <= 6; i++)
            bench.Session.Say("#r", $"{i}");

        Assert.Equal(["PRIVMSG #r :1", "PRIVMSG #r :2", "PRIVMSG #r :3", "PRIVMSG #r :4", "PING sockeye-said"], bench.Sent());
        bench.Pass(TimeSpan.FromSeconds(0.5));
        Assert.Empty(bench.Sent());
        Assert.Equal(["PRIVMSG #r :5"], bench.Hear(":s PONG s sockeye-said"));
        Assert.Equal(TimeSpan.FromSeconds(1), bench.Session.Deadline);
        bench.Pass(TimeSpan.FromSeconds(0.5));

        Assert.Equal(["PRIVMSG #r :6", "PING sockeye-said"], bench.Sent());
        Assert.Equal((4, 2), (bench.Memory.ConfirmedLines, bench.Memory.UnconfirmedLines));
    }

    [Fact]
    public void Nothing_is_said_before_the_room_is_entered()
    {
        var bench = new SessionBench(rooms: "#r");
        bench.Sent();
        bench.Session.Say("#r", "hi");

        Assert.Equal(["JOIN #r"], bench.Hear(":s 001 me :hi", ":s 376 me :End"));
        Assert.Equal(["PRIVMSG #r :hi", "PING sockeye-said"], bench.Hear(":me!u@h JOIN #r"));
    }

    [Fact]
    public void End_waits_until_the_server_has_dealt_with_everything()
    {
        SessionBench bench = SessionBench.Entered("", null, "#r");
        bench.Session.Say("#r", "hi");
        bench.Session.Finish();

        Assert.Equal(["PRIVMSG #r :hi", "PING sockeye-said"], bench.Sent());
        Assert.Equal(["QUIT"], bench.Hear(":s PONG s :sockeye-said"));
        Assert.True(bench.Session.HasQuit);
        Assert.Equal(TimeSpan.FromSeconds(5), bench.Session.Deadline);
    }

    [Fact]
    public void Long_text_is_cut_so_that_what_others_are_sent_has_512_bytes_at_most()
    {
        SessionBench bench = SessionBench.Entered("", null, "#r");
        bench.Session.Say("#r", new string('ä', 500) + "\r\nb\0c");

        string[] sent = bench.Sent();

        string source = $":{new string('n', 30)}!{new string('u', 12)}@{new string('h', 63)} ";
        Assert.All(sent, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(source + line) + 2, 0, 512));
        Assert.Equal(new string('ä', 500), string.Concat(sent[..^1].Select(static line => line[12..])).Split("  ")[0].TrimEnd());
    }

    [Theory, InlineData("", 1), InlineData("echo-message", 0)]
    public void Own_words_are_an_event_at_once_unless_the_server_sends_them_back(string capabilities, int events)
    {
        SessionBench bench = SessionBench.Entered(capabilities, null, "#r");

        bench.Session.Say("#r", "hi");
        bench.Sent();

        Assert.Equal(events, bench.Events().Count(static happened => happened is { IsOwn: true, Text: "hi" }));
    }

    [Theory]
    [InlineData(":s 471 me #r :full", "cannot join #r: full; wait until somebody leaves, or ask for an invitation")]
    [InlineData(":s 473 me #r :+i", "cannot join #r: +i; ask somebody inside for an invitation"), InlineData(":s 403 me #r :no such", "cannot join #r: no such; check the room's name")]
    [InlineData(":s 475 me #r :+k", "cannot join #r: +k; write the room's key behind it: #room?key"), InlineData("FAIL JOIN X #r :no", "cannot join #r: no; try another room")]
    public void Room_that_cannot_be_entered_is_told_with_what_to_do(string line, string told)
    {
        var bench = new SessionBench(rooms: "#r");
        bench.Hear(":s 001 me :hi", ":s 376 me :End");
        bench.Events();

        bench.Hear(line);

        Assert.Equal([new IrcClientEvent(IrcEventKind.JoinRefused, told) { Room = "#r" }], bench.Events());
        Assert.Empty(bench.Memory.Rooms);
    }

    [Fact]
    public void After_a_reconnection_the_rooms_are_entered_again_and_what_was_missed_is_heard_once()
    {
        const string capabilities = "batch draft/chathistory message-tags";
        SessionBench first = SessionBench.Entered(capabilities, null, "#r");
        first.Hear("@msgid=1 :a!u@h PRIVMSG #r :one");

        SessionBench second = new(null, first.Memory);
        second.Hear($":s CAP * LS :{capabilities}", $":s CAP * ACK :{capabilities}", ":s 001 me :hi");
        Assert.Equal(["JOIN #r"], second.Hear(":s 376 me :End"));
        Assert.Equal(["CHATHISTORY AFTER #r msgid=1 100"], second.Hear(":me!u@h JOIN #r"));
        second.Hear(
            "BATCH +h chathistory #r", "@batch=h;msgid=1 :a!u@h PRIVMSG #r :one", "@batch=h;msgid=2 :a!u@h PRIVMSG #r :two",
            "BATCH -h", "@msgid=2 :a!u@h PRIVMSG #r :two", "@msgid=3 :a!u@h PRIVMSG #r :three");

        IrcClientEvent[] said = [.. second.Events().Where(static happened => happened.Kind == IrcEventKind.Message)];
        Assert.Equal([("two", true), ("three", false)], said.Select(static happened => (happened.Text, happened.IsHistory)));
    }

    [Fact]
    public void Full_page_of_history_is_followed_by_the_next()
    {
        const string capabilities = "batch draft/chathistory";
        SessionBench first = SessionBench.Entered(capabilities, null, "#r");
        first.Hear("@msgid=0 :a!u@h PRIVMSG #r :0");
        SessionBench bench = SessionBench.Entered(capabilities, first.Memory);
        bench.Hear(":me!u@h JOIN #r", "BATCH +h chathistory #r");
        for (int i = 1; i <= 100; i++)
            bench.Hear($"@batch=h;msgid={i} :a!u@h PRIVMSG #r :{i}");

        Assert.Equal(["CHATHISTORY AFTER #r msgid=100 100"], bench.Hear("BATCH -h"));
    }

    [Fact]
    public void Own_nick_is_followed_and_a_room_that_we_were_put_out_of_is_forgotten()
    {
        SessionBench bench = SessionBench.Entered("", null, "#r", "#s");

        bench.Hear(":me!u@h NICK you", ":op!u@h KICK #r YOU :out", ":you!u@h PART #s");

        Assert.Equal("you", bench.Session.Nick);
        Assert.All(bench.Events(), static happened => Assert.True(happened.IsOwn));
        Assert.Empty(bench.Memory.Rooms);
    }

    [Fact]
    public void Server_that_puts_us_into_more_and_more_rooms_fills_no_memory()
    {
        var bench = SessionBench.Entered(rooms: "#own");
        for (int i = 0; i < 5_000; i++)
            bench.Hear($":me!me@host JOIN #{i}");

        Assert.Equal(1_000, bench.Memory.Rooms.Count);
        Assert.Equal(999, bench.Events().Count(happened => happened.Kind == IrcEventKind.Join));
        bench.Hear(":me!me@host JOIN #own");
        Assert.Equal(IrcEventKind.Join, Assert.Single(bench.Events()).Kind);
    }

    [Fact]
    public void Tags_of_a_server_may_be_as_long_as_those_of_both_sides()
    {
        var bench = SessionBench.Entered(rooms: "#r");

        bench.Hear($"@time=2026-12-01T00:00:00.000Z;+a={new string('x', 4_000)};b={new string('y', 4_000)} :ann!a@h PRIVMSG #r :hello");

        Assert.Equal("hello", Assert.Single(bench.Events()).Text);
    }
}
