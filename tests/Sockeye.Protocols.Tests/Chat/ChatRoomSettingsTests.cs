using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

/// <summary>What <see cref="ChatRooms.Change"/> does.</summary>
public sealed class ChatRoomSettingsTests
{
    private const string Room = "#room";

    private readonly HallOfTests _hall = new(new ChatLimits { MaxMasks = 2 });
    private readonly Guest _anna;
    private readonly Guest _ben;

    public ChatRoomSettingsTests()
    {
        (_anna, _ben) = (_hall.EnterRoom("anna", Room), _hall.EnterRoom("ben", Room));
        _anna.Told.Clear();
    }

    [Theory]
    [InlineData(ChatSetting.InviteOnly, ChatRoomRules.InviteOnly), InlineData(ChatSetting.Moderated, ChatRoomRules.Moderated)]
    [InlineData(ChatSetting.Secret, ChatRoomRules.Secret), InlineData(ChatSetting.LoginOnly, ChatRoomRules.LoginOnly)]
    public void Rule_begins_and_ceases_to_hold_and_is_told_once(ChatSetting what, ChatRoomRules rule)
    {
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, what));
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, what)); // holds already
        Assert.Equal(ChatRoomRules.OfNewRoom | rule, _hall.Room(Room).Rules);
        Assert.Equal([new ChatChange(what, true)], _ben.Take<ChatRoomChanged>().Changes);

        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, what, isSet: false));
        Assert.Equal(ChatRoomRules.OfNewRoom, _hall.Room(Room).Rules);
        Assert.Equal([new ChatChange(what, false)], _ben.Take<ChatRoomChanged>().Changes);
    }

    [Theory]
    [InlineData(ChatSetting.NoOutsideMessages), InlineData(ChatSetting.TopicLocked)]
    public void Rule_of_a_new_room_can_be_taken_back(ChatSetting what)
    {
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, what, isSet: false));

        Assert.NotEqual(ChatRoomRules.OfNewRoom, _hall.Room(Room).Rules);
    }

    // What one of a rank may set: each letter a setting, in their order.
    [Theory]
    [InlineData(ChatRank.None, "................"), InlineData(ChatRank.Voice, "................")]
    [InlineData(ChatRank.HalfOperator, "...........x...."), InlineData(ChatRank.Operator, "xxxxxxxxxxxxxx..")]
    [InlineData(ChatRank.Admin, "xxxxxxxxxxxxxx.."), InlineData(ChatRank.Founder, "xxxxxxxxxxxxxxxx")]
    public void Rank_says_what_may_be_set(ChatRank rank, string may)
    {
        _hall.Room(Room).Set(_anna.Member, rank);

        foreach (ChatSetting what in Enum.GetValues<ChatSetting>())
        {
            string value = what == ChatSetting.Limit ? "5" : what < ChatSetting.Voice ? "x" : "ben";
            Assert.Equal(
                (what, may[(int)what] == 'x' ? ChatRefusal.None : ChatRefusal.RankTooLow),
                (what, _hall.Change(_anna, Room, what, value: value)));
        }
    }

    [Fact]
    public void Who_is_not_inside_sets_nothing()
    {
        Guest carol = _hall.Enter("carol");

        Assert.Equal(ChatRefusal.NotInRoom, _hall.Change(carol, Room, ChatSetting.Secret));
        Assert.Equal(ChatRefusal.NotInRoom, _hall.Change(carol, Room, ChatSetting.Operator, isSet: false, "carol"));
    }

    [Theory]
    [InlineData(ChatRank.Voice, ChatSetting.Voice), InlineData(ChatRank.Operator, ChatSetting.Operator)]
    [InlineData(ChatRank.Admin, ChatSetting.Admin), InlineData(ChatRank.Founder, ChatSetting.Founder)]
    public void Own_rank_may_be_given_up_and_no_other_taken(ChatRank rank, ChatSetting what)
    {
        _hall.Room(Room).Set(_ben.Member, rank);

        Assert.Equal(ChatRefusal.None, _hall.Change(_ben, Room, what, isSet: false, "BEN"));

        Assert.Equal(ChatRank.None, _hall.Room(Room).RankOf(_ben.Member));
        Assert.Equal([new ChatChange(what, false, "ben")], _ben.Take<ChatRoomChanged>().Changes);
        Assert.Equal(ChatRefusal.RankTooLow, _hall.Change(_ben, Room, what, value: "ben"));
    }

    [Fact]
    public void Rank_is_given_to_who_is_inside()
    {
        _hall.Enter("carol");

        Assert.Equal(ChatRefusal.OtherNotInRoom, _hall.Change(_anna, Room, ChatSetting.Voice, value: "carol"));
        Assert.Equal(ChatRefusal.OtherNotInRoom, _hall.Change(_anna, Room, ChatSetting.Voice));
        Assert.Empty(_ben.Told);
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.Voice, value: "Ben"));
        Assert.Equal(ChatRank.Voice, _ben.Member.Rooms[_hall.Room(Room)]);
    }

    [Fact]
    public void Of_several_changes_what_can_be_done_is_done_and_told_together()
    {
        ChatChange[] changes =
        [
            new(ChatSetting.Moderated, true), new(ChatSetting.Voice, true, "nobody"), new(ChatSetting.Founder, true, "ben"),
            new(ChatSetting.TopicLocked, true), new(ChatSetting.Limit, true, "7"),
        ];

        IReadOnlyList<ChatRefusal> refusals = _hall.Hall.Rooms.Change(_anna.Member, _hall.Room(Room), changes);

        Assert.Equal(
            [ChatRefusal.None, ChatRefusal.OtherNotInRoom, ChatRefusal.RankTooLow, ChatRefusal.None, ChatRefusal.None], refusals);
        Assert.Equal([changes[0], changes[4]], _ben.Take<ChatRoomChanged>().Changes); // the fourth held already
    }

    [Fact]
    public void Key_and_limit_are_told_as_they_are()
    {
        _hall.Change(_anna, Room, ChatSetting.Key, value: "one");
        _hall.Change(_anna, Room, ChatSetting.Key, value: "one");
        Assert.Equal([new ChatChange(ChatSetting.Key, true, "one")], _ben.Take<ChatRoomChanged>().Changes);
        _hall.Change(_anna, Room, ChatSetting.Key, isSet: false, "whatever");
        Assert.Equal([new ChatChange(ChatSetting.Key, false, "one")], _ben.Take<ChatRoomChanged>().Changes);

        _hall.Change(_anna, Room, ChatSetting.Limit, value: "7");
        Assert.Equal(7, _hall.Room(Room).Limit);
        _ben.Told.Clear();
        _hall.Change(_anna, Room, ChatSetting.Limit, isSet: false);
        _hall.Change(_anna, Room, ChatSetting.Limit, isSet: false);
        Assert.Equal([new ChatChange(ChatSetting.Limit, false)], _ben.Take<ChatRoomChanged>().Changes);
        Assert.Null(_hall.Room(Room).Limit);
    }

    [Theory]
    [InlineData(ChatSetting.Key, null), InlineData(ChatSetting.Key, ""), InlineData(ChatSetting.Limit, null), InlineData(ChatSetting.Limit, "")]
    [InlineData(ChatSetting.Limit, "many"), InlineData(ChatSetting.Limit, "-1"), InlineData(ChatSetting.Limit, "0")]
    [InlineData(ChatSetting.Limit, "99999999999"), InlineData(ChatSetting.Ban, null), InlineData(ChatSetting.Ban, "")]
    [InlineData(ChatSetting.BanException, ""), InlineData(ChatSetting.InviteException, null)]
    public void What_cannot_be_a_value_is_refused(ChatSetting what, string? value)
    {
        Assert.Equal(ChatRefusal.BadName, _hall.Change(_anna, Room, what, value: value));

        Assert.Empty(_ben.Told);
        Assert.Null(_hall.Room(Room).Key);
    }

    [Fact]
    public void List_is_full_for_new_masks_only()
    {
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.Ban, value: "x"));
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.Ban, value: "y"));

        Assert.Equal(ChatRefusal.ListIsFull, _hall.Change(_anna, Room, ChatSetting.Ban, value: "z"));
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.Ban, value: "X!*@*")); // holds already
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.BanException, value: "z"));
        Assert.Equal(ChatRefusal.None, _hall.Change(_anna, Room, ChatSetting.Ban, isSet: false, "X"));
        Assert.Equal(["y!*@*"], _hall.Room(Room).Bans.Entries.Select(entry => entry.Mask));
        Assert.Equal(3, _ben.Told.Count - 1);
    }

    [Theory]
    [InlineData("ben", "ben!*@*"), InlineData("ben!u", "ben!u@*"), InlineData("u@h", "*!u@h"), InlineData("h.example", "*!*@h.example")]
    [InlineData("a!b@c", "a!b@c"), InlineData("$a:ben", "$a:ben"), InlineData("::1", "*!*@::1")]
    public void Mask_is_told_whole(string written, string told)
    {
        _hall.Change(_anna, Room, ChatSetting.Ban, value: written);

        Assert.Equal([new ChatChange(ChatSetting.Ban, true, told)], _ben.Take<ChatRoomChanged>().Changes);
        ChatMaskEntry entry = Assert.Single(_hall.Room(Room).Bans.Entries);
        Assert.Equal((told, "anna!user@host.example", HallOfTests.Noon), (entry.Mask, entry.By, entry.Time));
    }

    [Theory]
    [InlineData("$a", "x", true), InlineData("$a", null, false), InlineData("$~a", "x", false), InlineData("$~a", null, true)]
    [InlineData("$a:x", "X", true), InlineData("$a:x*", "xyz", true), InlineData("$a:x", "y", false), InlineData("$a:x", null, false)]
    [InlineData("$~a:x", "x", false), InlineData("$~a:x", "y", true), InlineData("$~a:x", null, true)]
    [InlineData("*!user@host.*", null, true), InlineData("*!*@other", null, false), InlineData("C?rol", null, true)]
    public void Mask_is_of_a_person_or_of_an_account(string mask, string? account, bool isBanned)
    {
        _hall.Change(_anna, Room, ChatSetting.Ban, value: mask);

        Assert.Equal(
            isBanned ? ChatRefusal.Banned : ChatRefusal.None,
            _hall.Hall.Rooms.Join(_hall.Enter("carol", account).Member, Room));
    }

    // $x is nothing that we know: it must not ban everybody when it is turned round.
    [Theory]
    [InlineData("$"), InlineData("$~"), InlineData("$x"), InlineData("$~x"), InlineData("$~x:y"), InlineData("$ax")]
    public void Mask_that_is_not_understood_is_of_nobody(string mask)
    {
        _hall.Change(_anna, Room, ChatSetting.Ban, value: mask);

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(_hall.Enter("carol", "x").Member, Room));
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(_hall.Enter("dora").Member, Room));
    }

    [Fact]
    public void Exception_counts_more_than_a_ban()
    {
        _hall.Change(_anna, Room, ChatSetting.Ban, value: "*");
        _hall.Change(_anna, Room, ChatSetting.BanException, value: "carol");

        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.Join(_hall.Enter("carol").Member, Room));
        Assert.Equal(ChatRefusal.Banned, _hall.Hall.Rooms.Join(_hall.Enter("dora").Member, Room));
    }
}
