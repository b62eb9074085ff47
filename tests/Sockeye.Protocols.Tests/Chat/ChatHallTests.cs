using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatHallTests
{
    private readonly HallOfTests _hall = new();

    [Theory]
    [InlineData("anna", ChatRefusal.NickInUse), InlineData("ANNA", ChatRefusal.NickInUse), InlineData("аnnа", ChatRefusal.NickLooksAlike)]
    [InlineData("no one", ChatRefusal.BadName), InlineData("ben", ChatRefusal.None)]
    public void Nick_is_had_by_one_and_looks_like_no_other(string nick, ChatRefusal refusal)
    {
        _hall.Enter("anna");

        Assert.Equal(refusal, _hall.Hall.CheckNick(nick));
        Assert.Equal(refusal, _hall.Hall.Enter(new ChatPerson(nick, "u", "h", null), new Guest(), false, out ChatMember? member));
        Assert.Equal(refusal == ChatRefusal.None, member is not null);
    }

    [Fact]
    public void Nick_is_free_again_when_its_holder_has_left_or_renamed()
    {
        Guest anna = _hall.Enter("anna");
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rename(anna.Member, "carol"));
        Guest other = _hall.Enter("аnna");
        _hall.Hall.Leave(other.Member, "");

        Assert.Equal(ChatRefusal.None, _hall.Hall.CheckNick("anna"));
        Assert.Equal(ChatRefusal.NickInUse, _hall.Hall.CheckNick("carol"));
        Assert.Same(anna.Member, _hall.Hall.Find("CAROL"));
    }

    [Fact]
    public void Own_nick_may_be_written_otherwise()
    {
        Guest anna = _hall.Enter("anna");

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rename(anna.Member, "Anna"));

        ChatPersonChanged changed = anna.Take<ChatPersonChanged>();
        Assert.Equal(("anna", "Anna"), (changed.By.Nick, changed.Now.Nick));
    }

    [Fact]
    public void Same_nick_again_is_not_told()
    {
        Guest anna = _hall.Enter("anna");

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rename(anna.Member, "anna"));

        Assert.Empty(anna.Told);
    }

    [Theory]
    [InlineData("ben", ChatRefusal.NickInUse), InlineData("Ben", ChatRefusal.NickInUse), InlineData("bеn", ChatRefusal.NickLooksAlike)]
    [InlineData("", ChatRefusal.BadName)]
    public void Nick_of_another_is_not_taken(string nick, ChatRefusal refusal)
    {
        Guest anna = _hall.Enter("anna");
        _hall.Enter("ben");

        Assert.Equal(refusal, _hall.Hall.Rename(anna.Member, nick));

        Assert.Equal("anna", anna.Member.Nick);
        Assert.Empty(anna.Told);
    }

    [Fact]
    public void Neighbour_of_many_rooms_is_told_once_who_somebody_is_now()
    {
        Guest[] guests = EnterSharing(rooms: 5);

        _hall.Hall.Rename(guests[0].Member, "carol");
        Assert.All(guests, guest => Assert.Equal("carol", guest.Take<ChatPersonChanged>().Now.Nick));

        _hall.Hall.SetAccount(guests[0].Member, "account");
        Assert.All(guests, guest => Assert.Equal("account", guest.Take<ChatPersonChanged>().Now.Account));

        _hall.Hall.SetRealName(guests[0].Member, "Carol C.");
        Assert.All(guests, guest => Assert.Equal("Carol C.", guest.Take<ChatPersonChanged>().Now.RealName));
    }

    [Fact]
    public void Neighbour_is_told_once_who_is_away_and_the_member_is_not()
    {
        Guest[] guests = EnterSharing(rooms: 5);

        _hall.Hall.SetAway(guests[0].Member, "lunch");
        _hall.Hall.SetAway(guests[0].Member, "lunch"); // again

        Assert.Equal("lunch", guests[1].Take<ChatAwayChanged>().Text);
        Assert.Equal("lunch", guests[0].Member.Away);
        _hall.Hall.SetAway(guests[0].Member, null);
        Assert.Null(guests[1].Take<ChatAwayChanged>().Text);
        Assert.Empty(guests[0].Told);
    }

    [Fact]
    public void Neighbour_is_told_once_who_has_left_and_strangers_are_not()
    {
        Guest[] guests = EnterSharing(rooms: 5);
        Guest stranger = _hall.EnterRoom("stranger", "#other");

        _hall.Hall.Leave(guests[0].Member, "tired");
        _hall.Hall.Leave(guests[0].Member, "again");

        Assert.Equal("tired", guests[1].Take<ChatQuit>().Reason);
        Assert.Empty(stranger.Told);
        Assert.Empty(guests[0].Told);
        Assert.Empty(guests[0].Member.Rooms);
        Assert.Null(_hall.Hall.Find("anna"));
        Assert.DoesNotContain(guests[0].Member, _hall.Room("#room0").Members.Keys);
        Assert.Equal("anna", Assert.Single(_hall.Hall.Departed).Person.Nick);
    }

    [Fact]
    public void Only_the_last_who_left_are_remembered()
    {
        var hall = new HallOfTests(new ChatLimits { MaxDeparted = 2 });
        foreach (string nick in new[] { "anna", "ben", "carol" })
            hall.Hall.Leave(hall.Enter(nick).Member, "");

        Assert.Equal(["ben", "carol"], hall.Hall.Departed.Select(one => one.Person.Nick));
    }

    [Fact]
    public void Who_has_left_does_nothing_any_more()
    {
        Guest anna = _hall.Enter("anna");
        _hall.Hall.Leave(anna.Member, "");
        Guest heir = _hall.EnterRoom("anna", "#room");

        Assert.Equal(ChatRefusal.NoSuchMember, _hall.Hall.Rename(anna.Member, "ghost"));
        Assert.Equal(ChatRefusal.NoSuchMember, _hall.Hall.Rooms.Join(anna.Member, "#room"));
        _hall.Change(heir, "#room", ChatSetting.NoOutsideMessages, isSet: false);
        heir.Told.Clear();
        Assert.Equal(ChatRefusal.MayNotSpeak, _hall.Hall.Talk.SayIn(anna.Member, _hall.Room("#room"), HallOfTests.Words("boo")));

        Assert.Empty(heir.Told);
        Assert.Same(heir.Member, _hall.Hall.Find("anna"));
        Assert.Null(_hall.Hall.Find("ghost"));
        Assert.Single(_hall.Hall.Members);
    }

    [Fact]
    public void Only_who_runs_the_hall_throws_others_out()
    {
        Guest anna = _hall.EnterRoom("anna", "#room"), ben = _hall.EnterRoom("ben", "#room");
        anna.Told.Clear();

        Assert.Equal(ChatRefusal.OperatorsOnly, _hall.Hall.Expel(ben.Member, anna.Member, "no"));
        ChatHall.SetOperator(anna.Member, true);
        Assert.Equal(ChatRefusal.None, _hall.Hall.Expel(anna.Member, ben.Member, "spam"));

        Assert.Equal("Killed by anna: spam", ben.Closed);
        Assert.Equal("Killed (anna (spam))", anna.Take<ChatQuit>().Reason);
        Assert.Null(_hall.Hall.Find("ben"));
    }

    [Fact]
    public void Most_members_are_those_of_the_best_time()
    {
        Guest anna = _hall.Enter("anna"), ben = _hall.Enter("ben");
        _hall.Hall.Leave(anna.Member, "");
        _hall.Hall.Leave(ben.Member, "");
        _hall.Enter("carol");

        Assert.Equal(2, _hall.Hall.MostMembers);
    }

    private Guest[] EnterSharing(int rooms)
    {
        Guest[] guests = [_hall.Enter("anna"), _hall.Enter("ben")];
        for (int i = 0; i < rooms; i++)
        {
            foreach (Guest guest in guests)
                _hall.Hall.Rooms.Join(guest.Member, $"#room{i}");
        }

        Array.ForEach(guests, guest => guest.Told.Clear());
        return guests;
    }
}
