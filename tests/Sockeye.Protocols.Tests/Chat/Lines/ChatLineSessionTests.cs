using System.Buffers;
using System.Text;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Chat.Lines;

namespace Sockeye.Protocols.Tests.Chat.Lines;

public sealed class ChatLineSessionTests
{
    private const string Lobby = "#lobby";

    private readonly HallOfTests _hall = new();

    [Fact]
    public void Who_comes_is_told_in_two_lines_how_to_go_on_and_is_in_the_lobby()
    {
        var anna = new Client(_hall);

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
        Client anna = Enter("anna");
        anna.Type("/topic fish");
        for (int i = 0; i < 12; i++)
            anna.Type($"line {i}");
        anna.Type("/me waves");
        _hall.Hall.Now += TimeSpan.FromDays(1);
        anna.Type("today");
        anna.Take();

        var ben = new Client(_hall);
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
        var ben = new Client(_hall);

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
        var client = new Client(_hall);
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
        Client anna = Enter("anna");

        anna.Type(line);

        Assert.True(anna.Session.IsOver);
        Assert.Equal(lastWord, anna.Session.LastWord);
    }

    [Theory]
    [InlineData("BYE"), InlineData("/quit")]
    public void Bye_is_no_name(string line)
    {
        var client = new Client(_hall);

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
        Client anna = Enter("anna"), ben = Enter("ben");
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
        Client anna = Enter("anna"), ben = Enter("ben");

        anna.Type(line);

        Assert.Equal($"<anna> {said}", ben.Take());
    }

    [Fact]
    public void Line_of_telnet_alone_says_nothing()
    {
        Client anna = Enter("anna"), ben = Enter("ben");

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
        Client anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", Lobby);
        anna.Take();

        _hall.Hall.Talk.SayIn(carol.Member, _hall.Room(Lobby), HallOfTests.Words(text));

        Assert.Equal(seen, anna.Take());
    }

    [Fact]
    public void Room_that_is_not_the_current_one_is_named()
    {
        Client anna = Enter("anna");
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
        Client anna = Enter("anna");
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

    [Fact]
    public void Invitation_says_how_to_come()
    {
        Client anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", "#den");

        _hall.Hall.Rooms.Invite(carol.Member, _hall.Room("#den"), _hall.Hall.Find("anna")!);

        Assert.Equal("-- #den: carol invites you: /join #den", anna.Take());
    }

    [Fact]
    public void Who_leaves_a_room_is_in_another_it_has()
    {
        Client anna = Enter("anna"), ben = Enter("ben");
        anna.Type("/join den");
        anna.Take();

        anna.Type("/leave");
        anna.Type("hi");
        anna.Type("/leave too loud");
        anna.Type("/leave");

        Assert.Equal(
            """
            -- You left #den. You are in #lobby now.
            -- You left #lobby. /join ROOM brings you into another.
            -- You are in no room: /join ROOM
            """,
            anna.Take());
        Assert.Equal("<anna> hi\n-- anna left: too loud", ben.Take());
    }

    [Fact]
    public void Name_can_be_changed()
    {
        Client anna = Enter("anna"), ben = Enter("ben");
        anna.Take();

        anna.Type("/nick ben");
        anna.Type("/nick");
        anna.Type("/nick carol");

        string[] lines = anna.Take().Split('\n');
        Assert.Equal(("-- Somebody has that name already.", "-- You are called carol now."), (lines[0], lines[^1]));
        Assert.Equal("-- anna is called carol now", ben.Take());
    }

    [Fact]
    public void Message_is_for_one_alone()
    {
        Client anna = Enter("anna"), ben = Enter("ben"), carol = Enter("carol");
        anna.Take();
        ben.Take();
        _hall.Hall.SetAway(_hall.Hall.Find("ben")!, "lunch");
        anna.Take();
        carol.Take();

        anna.Type("/msg BEN  two words");
        anna.Type("/msg nobody hi");
        anna.Type("/msg ben");

        Assert.Equal("anna to you: two words", ben.Take());
        Assert.Equal("", carol.Take());
        Assert.Equal(
            "-- ben is away: lunch\n-- There is nobody called nobody.\n-- To whom, and what? /msg NAME TEXT", anna.Take());
    }

    [Fact]
    public void Topic_is_asked_for_and_set()
    {
        Client anna = Enter("anna"), ben = Enter("ben");
        anna.Take();

        anna.Type("/topic");
        anna.Type("/topic fish and chips");
        anna.Type("/topic");
        anna.Type("/topic " + new string('x', 391));
        ben.Type("/topic birds");

        Assert.Equal(
            """
            -- Nobody has said what it is about.
            -- anna set the topic: fish and chips
            -- It is about: fish and chips (by anna!~lines@localhost)
            -- A topic has at most 390 characters.
            """,
            anna.Take());
        Assert.EndsWith("-- Only operators of the room may do that.", ben.Take(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/history 2", 2), InlineData("/history", 10), InlineData("/history 99999999", 100), InlineData("/history 0", 0)]
    public void History_has_so_many_lines(string command, int lines)
    {
        Client anna = Enter("anna");
        for (int i = 0; i < 150; i++)
            anna.Type($"{i}");

        anna.Type(command);

        string[] shown = anna.Take().Split('\n');
        Assert.Equal(lines, shown.Count(line => line.Contains("<anna>", StringComparison.Ordinal)));
        Assert.Equal(lines == 0 ? "-- Nothing was said before." : "12:00 <anna> 149", shown[^1]);
    }

    [Theory]
    [InlineData("/history x", "-- How many lines? /history N"), InlineData("/history -1", "-- How many lines? /history N")]
    [InlineData("/me", "-- What do you do? /me TEXT"), InlineData("/join", "-- Which room? /join ROOM"), InlineData("/join a,b", "-- No room can be called that.")]
    [InlineData("/", "-- There is no /; /help tells what there is, and //text says /text.")]
    [InlineData("/foo bar", "-- There is no /foo; /help tells what there is, and //text says /text.")]
    [InlineData("/rooms", "-- #lobby (1)"), InlineData("/who", "-- Here: @anna")]
    public void Command_is_answered(string line, string answer)
    {
        Client anna = Enter("anna");

        anna.Type(line);

        Assert.Equal(answer, anna.Take());
    }

    [Fact]
    public void Rooms_are_those_that_may_be_known_the_fullest_first()
    {
        Client anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", "#den"), dora = _hall.EnterRoom("dora", "#den");
        _hall.Hall.Rooms.SetTopic(carol.Member, _hall.Room("#den"), "bears");
        _hall.Hall.Rooms.Join(dora.Member, "#secret");
        _hall.Change(dora, "#secret", ChatSetting.Secret);

        anna.Type("/rooms");

        Assert.Equal("-- #den (2) bears\n-- #lobby (1)", anna.Take());
    }

    [Fact]
    public void Help_has_every_command()
    {
        Client anna = Enter("anna");

        anna.Type("/help");

        string help = anna.Take();
        Assert.All(
            new[] { "/join ROOM [KEY]", "/leave", "/who", "/me TEXT", "/msg NAME TEXT", "/nick NAME", "/topic", "/history [N]", "/rooms", "/help", "/quit", "//text" },
            command => Assert.Contains(command, help, StringComparison.Ordinal));
    }

    [Fact]
    public void Crowd_is_told_in_part()
    {
        var client = new Client(_hall, new ChatLineOptions { MaxAnswerLines = 12 });
        foreach (char letter in "abcdefghijkmnopqrstu") // l looks like i
            _hall.EnterRoom($"g{letter}", Lobby);

        client.Type("anna");

        string[] lines = client.Take().Split('\n');
        Assert.Equal(["-- Here: anna, @ga, gb, gc, gd, ge, gf, gg, gh, gi", "-- Here: gj, gk", "-- and 9 more"], lines[^3..]);
    }

    [Fact]
    public void Who_is_thrown_out_is_told_and_closed()
    {
        Client anna = Enter("anna");
        Guest boss = _hall.EnterRoom("boss", Lobby);
        ChatHall.SetOperator(boss.Member, true);
        anna.Take();

        _hall.Hall.Expel(boss.Member, _hall.Hall.Find("anna")!, "spam\u001b");

        Assert.Equal(@"-- Killed by boss: spam\x1b", anna.Take());
        Assert.True(anna.IsClosed && anna.Session.IsOver);
        anna.Type("still here?");
        Assert.DoesNotContain(boss.Told, what => what is ChatSaid);
    }

    [Fact]
    public void Who_leaves_is_gone_and_says_why()
    {
        Client anna = Enter("anna"), ben = Enter("ben");

        anna.Session.Leave(_hall.Hall, "connection lost");
        anna.Session.Leave(_hall.Hall, "again");

        Assert.Equal("-- anna is gone: connection lost", ben.Take());
        new Client(_hall).Session.Leave(_hall.Hall, "before it had a name");
    }

    [Fact]
    public void Lobby_that_does_not_let_one_in_says_so()
    {
        Guest carol = _hall.EnterRoom("carol", Lobby);
        _hall.Change(carol, Lobby, ChatSetting.Key, value: "x");
        var anna = new Client(_hall);

        anna.Type("anna");

        Assert.EndsWith("-- That room needs a key: /join ROOM KEY", anna.Take(), StringComparison.Ordinal);
        anna.Type("/join lobby x");
        Assert.StartsWith("-- You are in #lobby now.", anna.Take(), StringComparison.Ordinal);
    }

    private Client Enter(string nick)
    {
        var client = new Client(_hall);
        client.Type(nick);
        Assert.True(client.Session.IsInside);
        client.Take();
        return client;
    }

    /// <summary>Somebody at a terminal.</summary>
    private sealed class Client
    {
        private readonly HallOfTests _hall;
        private readonly List<string> _lines = [];

        public Client(HallOfTests hall, ChatLineOptions? options = null)
        {
            _hall = hall;
            Session = new ChatLineSession(options ?? new ChatLineOptions(), _lines.Add, () => IsClosed = true);
        }

        public ChatLineSession Session { get; }

        public bool IsClosed { get; private set; }

        public void Type(string line) => Type(Encoding.UTF8.GetBytes(line));

        public void Type(byte[] line) => Session.OnLine(_hall.Hall, new ReadOnlySequence<byte>(line));

        public string Take()
        {
            string all = string.Join('\n', _lines);
            _lines.Clear();
            return all;
        }
    }
}
