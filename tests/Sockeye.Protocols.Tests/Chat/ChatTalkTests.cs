using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatTalkTests
{
    private const string Room = "#room";

    private readonly HallOfTests _hall = new();
    private readonly Guest _anna, _ben, _carol;

    public ChatTalkTests()
    {
        (_anna, _ben, _carol) = (_hall.EnterRoom("anna", Room), _hall.EnterRoom("ben", Room), _hall.Enter("carol"));
        _anna.Told.Clear();
    }

    [Fact]
    public void What_is_said_in_a_room_is_told_to_all_inside_and_to_nobody_else()
    {
        _hall.Hall.Now = HallOfTests.Noon.AddMinutes(5);
        Assert.Equal(ChatRefusal.None, Say(_ben, "hi"));

        ChatSaid said = _anna.Take<ChatSaid>();
        Assert.Equal(("hi", Room, _ben.Member, HallOfTests.Noon.AddMinutes(5)), (said.Words.Text, said.To, said.Actor, said.Time));
        Assert.Same(said, _ben.Take<ChatSaid>());
        Assert.Empty(_carol.Told);
        Assert.Equal(HallOfTests.Noon.AddMinutes(5), _ben.Member.LastSpoke);
    }

    // Who: i(nside), v(oice), o(utside), b(anned inside), w: banned with a voice.
    [Theory]
    [InlineData("", "ivw"), InlineData("outside", "ivwo"), InlineData("moderated", "vw"), InlineData("moderated outside", "vw")]
    public void Room_says_who_may_speak(string rules, string may)
    {
        if (rules.Contains("outside", StringComparison.Ordinal))
            _hall.Change(_anna, Room, ChatSetting.NoOutsideMessages, isSet: false);
        if (rules.Contains("moderated", StringComparison.Ordinal))
            _hall.Change(_anna, Room, ChatSetting.Moderated);
        var speakers = new Dictionary<char, Guest> { ['i'] = _ben, ['o'] = _carol };
        foreach (char one in "vbw")
            speakers[one] = _hall.EnterRoom($"{one}_", Room);
        _hall.Change(_anna, Room, ChatSetting.Voice, value: "v_");
        _hall.Change(_anna, Room, ChatSetting.Voice, value: "w_");
        _hall.Change(_anna, Room, ChatSetting.Ban, value: "b_");
        _hall.Change(_anna, Room, ChatSetting.Ban, value: "w_");

        foreach ((char one, Guest speaker) in speakers)
        {
            _anna.Told.Clear();
            bool spoke = Say(speaker, "hi") == ChatRefusal.None;
            Assert.Equal((one, may.Contains(one, StringComparison.Ordinal)), (one, spoke));
            Assert.Equal(spoke ? 1 : 0, _anna.Told.Count);
        }
    }

    [Fact]
    public void Who_speaks_from_outside_is_told_what_it_said()
    {
        _hall.Change(_anna, Room, ChatSetting.NoOutsideMessages, isSet: false);
        _anna.Told.Clear();

        Say(_carol, "hi");

        Assert.Same(_anna.Take<ChatSaid>(), _carol.Take<ChatSaid>());
    }

    [Fact]
    public void What_is_for_operators_is_told_to_them_and_to_the_speaker_and_is_not_kept()
    {
        Guest dora = _hall.EnterRoom("dora", Room);
        _anna.Told.Clear();
        _ben.Told.Clear();

        _hall.Hall.Talk.SayIn(_ben.Member, _hall.Room(Room), HallOfTests.Words("psst"), ChatRank.Operator);

        Assert.Equal(ChatRank.Operator, _anna.Take<ChatSaid>().AtLeast);
        _ben.Take<ChatSaid>();
        Assert.Empty(dora.Told);
        Assert.Empty(_hall.Hall.Talk.Read(_hall.Room(Room), HallOfTests.Last(9)));
    }

    [Fact]
    public void What_has_only_tags_is_told_and_not_kept()
    {
        _hall.Hall.Talk.SayIn(_ben.Member, _hall.Room(Room), HallOfTests.Words("", ChatSpeech.TagsOnly));

        _anna.Take<ChatSaid>();
        Assert.Empty(_hall.Hall.Talk.Read(_hall.Room(Room), HallOfTests.Last(9)));
    }

    [Fact]
    public void What_is_said_to_one_is_told_to_it_and_to_the_speaker()
    {
        _hall.Hall.Talk.SayTo(_ben.Member, _carol.Member, HallOfTests.Words("psst"));

        ChatSaid said = _carol.Take<ChatSaid>();
        Assert.Equal(("carol", null), (said.To, said.Room));
        Assert.Same(said, _ben.Take<ChatSaid>());
        Assert.Empty(_anna.Told);
    }

    [Fact]
    public void What_is_said_to_oneself_is_told_once()
    {
        _hall.Hall.Talk.SayTo(_carol.Member, _carol.Member, HallOfTests.Words("note"));

        _carol.Take<ChatSaid>();
    }

    [Fact]
    public void Two_with_accounts_find_again_what_they_said_to_each_other()
    {
        Guest dora = _hall.Enter("dora", "d"), emil = _hall.Enter("emil", "e");
        _hall.Hall.Talk.SayTo(dora.Member, emil.Member, HallOfTests.Words("one"));
        _hall.Hall.Talk.SayTo(emil.Member, dora.Member, HallOfTests.Words("two"));
        _hall.Hall.Talk.SayTo(dora.Member, _carol.Member, HallOfTests.Words("other"));
        _hall.Hall.Rename(emil.Member, "emilio");

        Assert.Equal(["one", "two"], _hall.Hall.Talk.Read(emil.Member, dora.Member, HallOfTests.Last(9)).Select(said => said.Words.Text));
        Assert.Empty(_hall.Hall.Talk.Read(dora.Member, _carol.Member, HallOfTests.Last(9)));
    }

    private ChatRefusal Say(Guest speaker, string text) =>
        _hall.Hall.Talk.SayIn(speaker.Member, _hall.Room(Room), HallOfTests.Words(text));
}
