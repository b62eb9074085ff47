using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat.Lines;

public sealed class ChatLineSessionTests
{
    private const string Lobby = "#lobby";

    private readonly HallOfTests _hall = new();

    [Fact]
    public void Who_comes_is_told_in_two_lines_how_to_go_on_and_is_in_the_lobby()
    {
        var anna = new LineTypist(_hall);

        anna.Type("anna");

        Assert.Equal(
            """
            -- Welcome, anna. What you type is said to all in the room.
            -- /who tells who is there, /help what else there is; BYE alone on a line ends it.
            -- You are in #lobby now. Nobody else is here.
            """,
            anna.Take());
        Assert.Equal("anna!~lines@localhost", Assert.Single(_hall.Room(Lobby).Members.Keys).Person.Mask);
    }

    [Fact]
    public void Who_comes_sees_who_is_there_what_it_is_about_and_what_was_said_last()
    {
        LineTypist anna = Enter("anna");
        anna.Type("/topic fish");
        for (int i = 0; i < 12; i++)
            anna.Type($"line {i}");
        anna.Type("/me waves");
        _hall.Hall.Now += TimeSpan.FromDays(1);
        anna.Type("today");
        anna.Take();

        var ben = new LineTypist(_hall);
        ben.Type("ben");

        string[] lines = ben.Take().Split('\n');
        Assert.Equal(["-- You are in #lobby now.", "-- Here: @anna, ben", "-- It is about: fish", "-- Said before (times are UTC):"], lines[2..6]);
        Assert.Equal("2026-01-01 12:00 <anna> line 4", lines[6]);
        Assert.Equal(["2026-01-01 12:00 * anna waves", "12:00 <anna> today"], lines[^2..]);
        Assert.Equal(10, lines.Length - 6);
        Assert.Equal("-- ben came in", anna.Take());
    }

    [Theory]
    [InlineData("anna", "-- Somebody has that name already."), InlineData("аnna", "-- Somebody has a name that looks the same.")]
    [InlineData("a b", "-- That cannot be a name: letters, digits and - _ are fine, without blanks, a letter first.")]
    [InlineData("GET / HTTP/1.1", "-- That cannot be a name: letters, digits and - _ are fine, without blanks, a letter first.")]
    [InlineData("/join #x", "-- First a name, then commands."), InlineData("", ""), InlineData("  \t ", "")]
    public void Name_that_is_not_taken_is_asked_for_again(string name, string answer)
    {
        Enter("anna");
        var ben = new LineTypist(_hall);

        ben.Type(name);

        Assert.Equal(answer, ben.Take());
        Assert.False(ben.Session.IsInside || ben.Session.IsOver);
        ben.Type(" ben ");
        Assert.True(ben.Session.IsInside);
        Assert.NotNull(_hall.Hall.Find("ben"));
    }

    [Fact]
    public void Fifth_name_that_is_refused_is_the_last()
    {
        var client = new LineTypist(_hall);
        for (int i = 0; i < 4; i++)
            client.Type("no name");
        Assert.False(client.Session.IsOver);

        client.Type("no name");

        Assert.True(client.Session.IsOver);
        Assert.False(client.Session.IsInside);
    }

    [Theory]
    [InlineData("BYE", "BYE"), InlineData("bye", "BYE"), InlineData(" Bye ", "BYE"), InlineData("/quit", ""), InlineData("/QUIT so tired", "so tired")]
    public void Bye_alone_ends_it(string line, string lastWord)
    {
        LineTypist anna = Enter("anna");

        anna.Type(line);

        Assert.True(anna.Session.IsOver);
        Assert.Equal(lastWord, anna.Session.LastWord);
    }

    [Theory]
    [InlineData("BYE"), InlineData("/quit")]
    public void Bye_is_no_name(string line)
    {
        var client = new LineTypist(_hall);

        client.Type(line);

        Assert.True(client.Session.IsOver);
        Assert.Empty(_hall.Hall.Members);
    }

    [Theory]
    [InlineData("hello", "<anna> hello"), InlineData("BYE all", "<anna> BYE all"), InlineData("//join #x", "<anna> /join #x")]
    [InlineData("/me waves", "* anna waves"), InlineData("  two  blanks", "<anna>   two  blanks"), InlineData("grüße ☃", "<anna> grüße ☃")]
    [InlineData("a\tb", "<anna> a b"), InlineData("a\rQUIT", "<anna> aQUIT"), InlineData("a\0b\u0007\u001b[31m\u007f\u009b", "<anna> ab[31m")]
    [InlineData("\u0001VERSION\u0001", "<anna> VERSION"), InlineData("/ME waves", "* anna waves"), InlineData(@"\o/", @"<anna> \o/")]
    public void What_is_typed_is_said_to_the_others_and_not_echoed(string line, string seen)
    {
        LineTypist anna = Enter("anna"), ben = Enter("ben");
        anna.Take();

        anna.Type(line);

        Assert.Equal("", anna.Take());
        Assert.Equal(seen, ben.Take());
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xff, (byte)'b' }, "a")] // IAC and a command of one byte
    [InlineData(new byte[] { 0xff, 0xfb, 0x1f, (byte)'a' }, "a"), InlineData(new byte[] { (byte)'a', 0xff, 0xfd, 0x03 }, "a")]
    [InlineData(new byte[] { 0xff, 0xfa, 0x1f, 0, 80, 0, 24, 0xff, 0xf0, (byte)'a' }, "a"), InlineData(new byte[] { (byte)'a', 0xff }, "a")]
    [InlineData(new byte[] { (byte)'a', 0xff, 0xfb }, "a"), InlineData(new byte[] { (byte)'a', 0xff, 0xfa, 1, 2 }, "a")]
    [InlineData(new byte[] { (byte)'a', 0xc3 }, "a\ufffd"), InlineData(new byte[] { 0xc3, (byte)'a' }, "\ufffda")]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80, (byte)'a' }, "\ufffd\ufffd\ufffda")]
    public void Telnet_is_left_out_and_what_is_no_utf8_is_replaced(byte[] line, string said)
    {
        LineTypist anna = Enter("anna"), ben = Enter("ben");

        anna.Type(line);

        Assert.Equal($"<anna> {said}", ben.Take());
    }

    [Fact]
    public void Line_of_telnet_alone_says_nothing()
    {
        LineTypist anna = Enter("anna"), ben = Enter("ben");

        anna.Type([0xff, 0xf4, 0xff, 0xfd, 0x06]); // Ctrl-C in telnet(1)

        Assert.Equal("", ben.Take());
    }

    [Theory]
    [InlineData("\u0002bold\u0002 \u001dit\u001d \u001funder\u001f \u000fplain \u0016\u0011\u001ex", "<carol> bold it under plain x")]
    [InlineData("\u00034,12red\u0003 \u000300white\u00031,x \u0004ff0000,00ff00hex", "<carol> red white,x hex"), InlineData("\u0001VERSION\u0001", "")]
    [InlineData("\u0001ACTION waves\u0001", "* carol waves"), InlineData("\u001b]0;owned\u0007", @"<carol> \x1b]0;owned\x07")]
    [InlineData("a\u202eb", @"<carol> a\u202eb"), InlineData("a\u009bb", @"<carol> a\u009bb"), InlineData("a\\b", @"<carol> a\b")]
    public void What_others_say_is_safe_for_a_terminal(string text, string seen)
    {
        LineTypist anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", Lobby);
        anna.Take();

        _hall.Hall.Talk.SayIn(carol.Member, _hall.Room(Lobby), HallOfTests.Words(text));

        Assert.Equal(seen, anna.Take());
    }

    [Fact]
    public void Room_that_is_not_the_current_one_is_named()
    {
        LineTypist anna = Enter("anna");
        anna.Type("/join other");
        Guest carol = _hall.EnterRoom("carol", Lobby);
        ChatRoom lobby = _hall.Room(Lobby);
        _hall.Hall.Talk.SayIn(carol.Member, lobby, HallOfTests.Words("hi"));
        _hall.Hall.Talk.SayIn(carol.Member, lobby, HallOfTests.Words("waves", ChatSpeech.Action));
        _hall.Hall.Talk.SayIn(carol.Member, lobby, HallOfTests.Words("note", ChatSpeech.Notice));
        _hall.Hall.Talk.SayIn(carol.Member, lobby, HallOfTests.Words("", ChatSpeech.TagsOnly));
        _hall.Hall.Rooms.Part(carol.Member, lobby, "late");

        Assert.Equal(
            """
            -- You are in #other now. Nobody else is here.
            -- #lobby: carol came in
            #lobby <carol> hi
            #lobby * carol waves
            #lobby -carol- note
            -- #lobby: carol left: late
            """,
            anna.Take());
        anna.Type("/join #lobby");
        Assert.StartsWith("-- You are in #lobby now. Nobody else is here.\n-- Said before", anna.Take(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_happens_in_the_room_and_to_its_members_is_told()
    {
        LineTypist anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", Lobby), dora = _hall.EnterRoom("dora", Lobby);
        ChatRoom lobby = _hall.Room(Lobby);
        anna.Take();
        _hall.Hall.SetAway(carol.Member, "lunch");
        _hall.Hall.SetAway(carol.Member, null);
        _hall.Hall.SetAccount(carol.Member, "c"); // not shown
        _hall.Hall.Rename(carol.Member, "caro");
        ChatMember self = _hall.Hall.Find("anna")!;
        _hall.Hall.Rooms.Change(self, lobby, [new(ChatSetting.Operator, true, "caro"), new(ChatSetting.Key, true, "secret")]);
        _hall.Hall.Rooms.Change(carol.Member, lobby, [new(ChatSetting.Moderated, true), new(ChatSetting.Ban, true, "x"), new(ChatSetting.Key, false)]);
        _hall.Hall.Rooms.SetTopic(carol.Member, lobby, "birds");
        _hall.Hall.Rooms.SetTopic(carol.Member, lobby, "");
        _hall.Hall.Rooms.Invite(carol.Member, lobby, _hall.Enter("emil").Member);
        _hall.Hall.Rooms.Kick(carol.Member, lobby, dora.Member, "spam");
        _hall.Hall.Rooms.Kick(carol.Member, lobby, self, "you too");
        _hall.Hall.Talk.SayTo(carol.Member, self, HallOfTests.Words("sorry"));

        Assert.Equal(
            """
            -- carol is away: lunch
            -- carol is back
            -- carol is called caro now
            -- anna changed the room: operator caro, a key
            -- caro changed the room: moderated, ban of x!*@*, no more a key
            -- caro set the topic: birds
            -- caro took the topic away
            -- caro invited emil
            -- caro sent dora out: spam
            -- caro sent you out: you too
            caro to you: sorry
            """,
            anna.Take());
        anna.Type("hello?");
        Assert.Equal("-- You are in no room: /join ROOM", anna.Take());
    }

    private LineTypist Enter(string nick)
    {
        var client = new LineTypist(_hall);
        client.Type(nick);
        Assert.True(client.Session.IsInside);
        client.Take();
        return client;
    }
}
