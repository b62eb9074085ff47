using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatRoomsTests
{
    private const string Room = "#room";

    private readonly HallOfTests _hall = new();

    [Fact]
    public void First_in_a_room_opens_it_and_is_its_operator()
    {
        Guest anna = _hall.Enter("anna"), ben = _hall.Enter("ben");

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(anna.Member, Room));
        anna.Take<ChatJoined>();
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(ben.Member, "#ROOM"));

        ChatRoom room = _hall.Room(Room);
        Assert.Equal(Room, room.Name);
        Assert.Equal((ChatRank.Operator, ChatRank.None), (room.RankOf(anna.Member), room.RankOf(ben.Member)));
        Assert.Same(ben.Member, anna.Take<ChatJoined>().Actor);
        Assert.Same(ben.Member, ben.Take<ChatJoined>().Actor);
    }

    [Fact]
    public void Once_more_into_the_same_room_is_nothing()
    {
        Guest anna = _hall.EnterRoom("anna", Room);

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(anna.Member, Room));

        Assert.Empty(anna.Told);
        Assert.Equal(ChatRank.Operator, _hall.Room(Room).RankOf(anna.Member));
    }

    [Theory]
    [InlineData("room"), InlineData("#"), InlineData("#a b"), InlineData("")]
    public void What_cannot_be_a_room_is_not_opened(string name)
    {
        Assert.Equal(ChatRefusal.BadName, _hall.Hall.Rooms.Join(_hall.Enter("anna").Member, name));
        Assert.Empty(_hall.Hall.Rooms.All);
    }

    [Fact]
    public void Room_goes_when_the_last_has_left_with_all_that_held_in_it()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room);
        _hall.Change(anna, Room, ChatSetting.Moderated);
        ChatRoom before = _hall.Room(Room);

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Part(anna.Member, before, "bye"));
        Assert.Same(before, _hall.Room(Room));
        _hall.Hall.Leave(ben.Member, "");

        Assert.Null(_hall.Hall.Rooms.Find(Room));
        Guest carol = _hall.EnterRoom("carol", Room);
        Assert.Equal((ChatRoomRules.OfNewRoom, ChatRank.Operator), (_hall.Room(Room).Rules, _hall.Room(Room).RankOf(carol.Member)));
    }

    [Fact]
    public void Who_leaves_is_told_as_well_and_is_out()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room);
        anna.Told.Clear();

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Part(ben.Member, _hall.Room(Room), "bye"));

        Assert.Equal("bye", anna.Take<ChatParted>().Reason);
        Assert.Equal("bye", ben.Take<ChatParted>().Reason);
        Assert.Empty(ben.Member.Rooms);
        Assert.Equal(ChatRefusal.NotInRoom, _hall.Hall.Rooms.Part(ben.Member, _hall.Room(Room), ""));
    }

    [Fact]
    public void Neither_member_nor_hall_has_more_rooms_than_it_may()
    {
        var hall = new HallOfTests(new ChatLimits { MaxRoomsOfMember = 2, MaxRooms = 3 });
        Guest anna = hall.EnterRoom("anna", "#1"), ben = hall.EnterRoom("ben", "#3");
        hall.Hall.Rooms.Join(anna.Member, "#2");

        Assert.Equal(ChatRefusal.TooManyRooms, hall.Hall.Rooms.Join(anna.Member, "#3"));
        Assert.Equal(ChatRefusal.HallIsFull, hall.Hall.Rooms.Join(ben.Member, "#4"));
        Assert.Equal(ChatRefusal.None, hall.Hall.Rooms.Join(ben.Member, "#1"));
    }

    [Fact]
    public void Room_has_no_more_members_than_the_hall_allows_whoever_invites()
    {
        var hall = new HallOfTests(new ChatLimits { MaxMembersOfRoom = 1 });
        Guest anna = hall.EnterRoom("anna", Room), ben = hall.Enter("ben");
        hall.Hall.Rooms.Invite(anna.Member, hall.Room(Room), ben.Member);

        Assert.Equal(ChatRefusal.RoomIsFull, hall.Hall.Rooms.Join(ben.Member, Room));
    }

    [Theory]
    [InlineData(ChatSetting.Ban, "ben", ChatRefusal.Banned), InlineData(ChatSetting.InviteOnly, null, ChatRefusal.InviteOnly)]
    [InlineData(ChatSetting.LoginOnly, null, ChatRefusal.LoginNeeded), InlineData(ChatSetting.Key, "sesame", ChatRefusal.BadKey)]
    [InlineData(ChatSetting.Limit, "1", ChatRefusal.RoomIsFull)]
    public void Room_that_is_closed_opens_to_who_was_invited_by_one_of_rank(ChatSetting what, string? value, ChatRefusal refusal)
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.Enter("ben"), carol = _hall.Enter("carol");
        Assert.Equal(ChatRefusal.None, _hall.Change(anna, Room, what, value: value));

        Assert.Equal(refusal, _hall.Hall.Rooms.Join(ben.Member, Room));
        Assert.Equal(refusal, _hall.Hall.Rooms.Join(ben.Member, Room, "wrong"));
        _hall.Hall.Rooms.Invite(anna.Member, _hall.Room(Room), ben.Member);
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(ben.Member, Room));
        _hall.Hall.Rooms.Part(ben.Member, _hall.Room(Room), "");

        Assert.Equal(refusal, _hall.Hall.Rooms.Join(ben.Member, Room)); // once
        Assert.True(_hall.Change(anna, Room, what, isSet: false, value) == ChatRefusal.None);
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(carol.Member, Room));
    }

    [Fact]
    public void Key_opens_and_an_exception_needs_no_invitation()
    {
        Guest anna = _hall.EnterRoom("anna", Room);
        _hall.Change(anna, Room, ChatSetting.Key, value: "sesame");
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(_hall.Enter("ben").Member, Room, "sesame"));

        _hall.Change(anna, Room, ChatSetting.Key, isSet: false);
        _hall.Change(anna, Room, ChatSetting.InviteOnly);
        _hall.Change(anna, Room, ChatSetting.InviteException, value: "carol");
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(_hall.Enter("carol").Member, Room));
        Assert.Equal(ChatRefusal.InviteOnly, _hall.Hall.Rooms.Join(_hall.Enter("dora").Member, Room));
    }

    [Fact]
    public void Invitation_of_one_without_rank_opens_nothing()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room), carol = _hall.Enter("carol");
        _hall.Change(anna, Room, ChatSetting.Ban, value: "carol");

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Invite(ben.Member, _hall.Room(Room), carol.Member));

        Assert.Same(ben.Member, carol.Take<ChatInvited>().Actor);
        Assert.Equal(ChatRefusal.Banned, _hall.Hall.Rooms.Join(carol.Member, Room));
    }

    [Fact]
    public void Invitation_is_told_to_who_may_come_and_to_who_may_invite()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room), carol = _hall.Enter("carol");
        anna.Told.Clear();

        _hall.Hall.Rooms.Invite(anna.Member, _hall.Room(Room), carol.Member);

        Assert.Same(carol.Member, carol.Take<ChatInvited>().Whom);
        Assert.Same(carol.Member, anna.Take<ChatInvited>().Whom);
        Assert.Empty(ben.Told);
    }

    [Fact]
    public void Invitation_is_refused()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room);
        Guest carol = _hall.Enter("carol"), dora = _hall.Enter("dora");
        _hall.Change(anna, Room, ChatSetting.InviteOnly);
        ChatRoom room = _hall.Room(Room);

        Assert.Equal(ChatRefusal.NotInRoom, _hall.Hall.Rooms.Invite(carol.Member, room, dora.Member));
        Assert.Equal(ChatRefusal.OtherInRoomAlready, _hall.Hall.Rooms.Invite(anna.Member, room, ben.Member));
        Assert.Equal(ChatRefusal.RankTooLow, _hall.Hall.Rooms.Invite(ben.Member, room, carol.Member));
        Assert.Empty(carol.Told);
    }

    [Fact]
    public void Invitations_of_rooms_that_are_gone_do_not_gather()
    {
        var hall = new HallOfTests(new ChatLimits { MaxRoomsOfMember = 3 });
        Guest anna = hall.Enter("anna"), ben = hall.Enter("ben");
        for (int i = 0; i < 20; i++)
        {
            string name = $"#room{i}";
            hall.Hall.Rooms.Join(anna.Member, name);
            hall.Change(anna, name, ChatSetting.InviteOnly);
            hall.Hall.Rooms.Invite(anna.Member, hall.Room(name), ben.Member);
            if (i < 19)
                hall.Hall.Rooms.Part(anna.Member, hall.Room(name), "");
        }

        Assert.Equal(ChatRefusal.None, hall.Hall.Rooms.Join(ben.Member, "#room19"));
    }

    // Rows: who; columns: whom.
    [Theory]
    [InlineData(ChatRank.None, "....."), InlineData(ChatRank.Voice, "....."), InlineData(ChatRank.HalfOperator, "xx...")]
    [InlineData(ChatRank.Operator, "xxxx."), InlineData(ChatRank.Admin, "xxxxx"), InlineData(ChatRank.Founder, "xxxxx")]
    public void Nobody_sends_out_who_is_above(ChatRank rank, string may)
    {
        ChatRank[] others = [ChatRank.None, ChatRank.Voice, ChatRank.HalfOperator, ChatRank.Operator, ChatRank.Admin];
        for (int i = 0; i < others.Length; i++)
        {
            (HallOfTests hall, Guest actor, Guest whom) = WithRanks(rank, others[i]);

            Assert.Equal(
                may[i] == 'x' ? ChatRefusal.None : ChatRefusal.RankTooLow,
                hall.Hall.Rooms.Kick(actor.Member, hall.Room(Room), whom.Member, "out"));
            Assert.Equal(may[i] == 'x', whom.Member.Rooms.Count == 0);
        }
    }

    [Fact]
    public void Who_is_sent_out_is_told_and_may_come_again()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room);
        anna.Told.Clear();

        _hall.Hall.Rooms.Kick(anna.Member, _hall.Room(Room), ben.Member, "out");

        Assert.Same(ben.Member, anna.Take<ChatKicked>().Whom);
        Assert.Equal("out", ben.Take<ChatKicked>().Reason);
        Assert.Equal(ChatRefusal.OtherNotInRoom, _hall.Hall.Rooms.Kick(anna.Member, _hall.Room(Room), ben.Member, ""));
        Assert.Equal(ChatRefusal.NotInRoom, _hall.Hall.Rooms.Kick(ben.Member, _hall.Room(Room), anna.Member, ""));
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(ben.Member, Room));
    }

    [Fact]
    public void Topic_is_for_operators_where_that_holds()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.EnterRoom("ben", Room), carol = _hall.Enter("carol");
        ChatRoom room = _hall.Room(Room);
        anna.Told.Clear();

        Assert.Equal(ChatRefusal.NotInRoom, _hall.Hall.Rooms.SetTopic(carol.Member, room, "x"));
        Assert.Equal(ChatRefusal.RankTooLow, _hall.Hall.Rooms.SetTopic(ben.Member, room, "x"));
        Assert.Null(room.Topic);
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.SetTopic(anna.Member, room, "fish"));
        Assert.Equal(("fish", "anna!user@host.example"), (room.Topic!.Text, room.Topic.By));
        Assert.Equal("fish", ben.Take<ChatTopicChanged>().Text);
        _hall.Change(anna, Room, ChatSetting.TopicLocked, isSet: false);
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.SetTopic(ben.Member, room, ""));
        Assert.Null(room.Topic);
    }

    [Fact]
    public void Room_of_an_account_stays_and_is_its_founders()
    {
        Guest anna = _hall.EnterRoom("anna", Room, account: "anna");
        ChatRoom room = _hall.Room(Room);
        room.Founder = "anna";
        _hall.Change(anna, Room, ChatSetting.InviteOnly);
        _hall.Hall.Talk.SayIn(anna.Member, room, HallOfTests.Words("kept"));
        _hall.Hall.Rooms.Part(anna.Member, room, "");

        Assert.Same(room, _hall.Room(Room));
        Assert.Equal(ChatRefusal.InviteOnly, _hall.Hall.Rooms.Join(_hall.Enter("ben", "ben").Member, Room));
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(anna.Member, Room));
        Assert.Equal(ChatRank.Founder, room.RankOf(anna.Member));
        Assert.Single(_hall.Hall.Talk.Read(room, HallOfTests.Last(9)));
    }

    [Fact]
    public void Secret_room_is_for_those_inside_and_those_who_run_the_hall()
    {
        Guest anna = _hall.EnterRoom("anna", Room), ben = _hall.Enter("ben"), boss = _hall.Enter("boss");
        ChatHall.SetOperator(boss.Member, true);
        Assert.True(_hall.Room(Room).IsVisibleTo(ben.Member));

        _hall.Change(anna, Room, ChatSetting.Secret);

        Assert.True(_hall.Room(Room).IsVisibleTo(anna.Member));
        Assert.False(_hall.Room(Room).IsVisibleTo(ben.Member));
        Assert.True(_hall.Room(Room).IsVisibleTo(boss.Member));
    }

    private static (HallOfTests Hall, Guest Actor, Guest Whom) WithRanks(ChatRank actor, ChatRank whom)
    {
        var hall = new HallOfTests();
        Guest one = hall.EnterRoom("one", Room), two = hall.EnterRoom("two", Room);
        hall.Room(Room).Set(one.Member, actor);
        hall.Room(Room).Set(two.Member, whom);
        return (hall, one, two);
    }
}
