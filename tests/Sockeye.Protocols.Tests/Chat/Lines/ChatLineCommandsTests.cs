using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Chat.Lines;

namespace Sockeye.Protocols.Tests.Chat.Lines;

public sealed class ChatLineCommandsTests
{
    private const string Lobby = "#lobby";

    private readonly HallOfTests _hall = new();

    [Fact]
    public void Invitation_says_how_to_come()
    {
        LineTypist anna = Enter("anna");
        Guest carol = _hall.EnterRoom("carol", "#den");

        _hall.Hall.Rooms.Invite(carol.Member, _hall.Room("#den"), _hall.Hall.Find("anna")!);

        Assert.Equal("-- #den: carol invites you: /join #den", anna.Take());
    }

    [Fact]
    public void Who_leaves_a_room_is_in_another_it_has()
    {
        LineTypist anna = Enter("anna"), ben = Enter("ben");
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
        LineTypist anna = Enter("anna"), ben = Enter("ben");
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
        LineTypist anna = Enter("anna"), ben = Enter("ben"), carol = Enter("carol");
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
        LineTypist anna = Enter("anna"), ben = Enter("ben");
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
        LineTypist anna = Enter("anna");
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
        LineTypist anna = Enter("anna");

        anna.Type(line);

        Assert.Equal(answer, anna.Take());
    }

    [Fact]
    public void Rooms_are_those_that_may_be_known_the_fullest_first()
    {
        LineTypist anna = Enter("anna");
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
        LineTypist anna = Enter("anna");

        anna.Type("/help");

        string help = anna.Take();
        Assert.All(
            new[] { "/join ROOM [KEY]", "/leave", "/who", "/me TEXT", "/msg NAME TEXT", "/nick NAME", "/topic", "/history [N]", "/rooms", "/help", "/quit", "//text" },
            command => Assert.Contains(command, help, StringComparison.Ordinal));
    }

    [Fact]
    public void Crowd_is_told_in_part()
    {
        var client = new LineTypist(_hall, new ChatLineOptions { MaxAnswerLines = 12 });
        foreach (char letter in "abcdefghijkmnopqrstu") // l looks like i
            _hall.EnterRoom($"g{letter}", Lobby);

        client.Type("anna");

        string[] lines = client.Take().Split('\n');
        Assert.Equal(["-- Here: anna, @ga, gb, gc, gd, ge, gf, gg, gh, gi", "-- Here: gj, gk", "-- and 9 more"], lines[^3..]);
    }

    [Fact]
    public void Who_is_thrown_out_is_told_and_closed()
    {
        LineTypist anna = Enter("anna");
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
        LineTypist anna = Enter("anna"), ben = Enter("ben");

        anna.Session.Leave(_hall.Hall, "connection lost");
        anna.Session.Leave(_hall.Hall, "again");

        Assert.Equal("-- anna is gone: connection lost", ben.Take());
        new LineTypist(_hall).Session.Leave(_hall.Hall, "before it had a name");
    }

    [Fact]
    public void Lobby_that_does_not_let_one_in_says_so()
    {
        Guest carol = _hall.EnterRoom("carol", Lobby);
        _hall.Change(carol, Lobby, ChatSetting.Key, value: "x");
        var anna = new LineTypist(_hall);

        anna.Type("anna");

        Assert.EndsWith("-- That room needs a key: /join ROOM KEY", anna.Take(), StringComparison.Ordinal);
        anna.Type("/join lobby x");
        Assert.StartsWith("-- You are in #lobby now.", anna.Take(), StringComparison.Ordinal);
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
