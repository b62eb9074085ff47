using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

/// <summary>
/// One in the hall that knows only what it is told, and at each of its own joins what is there, as a client does by
/// NAMES, TOPIC and MODE.
/// </summary>
internal sealed class HallObserver : IChatDoor
{
    private readonly Dictionary<ChatRoom, Dictionary<ChatMember, ChatRank>> _rooms = [];
    private readonly Dictionary<ChatRoom, string> _topics = [];
    private readonly Dictionary<ChatRoom, ChatRoomRules> _rules = [];
    private readonly Dictionary<ChatMember, ChatPerson> _people = [];
    private readonly Dictionary<ChatMember, string?> _away = [];
    private readonly HashSet<long> _told = [];
    private long _last;

    public ChatMember Member { get; set; } = null!;

    public bool IsGone { get; set; }

    /// <summary>How much it was told since this was last set to zero.</summary>
    public int News { get; set; }

    public void Close(string reason) => IsGone = true;

    public void Tell(ChatEvent what)
    {
        Assert.False(IsGone, $"told {what} after it left");
        Assert.True(_told.Add(what.Id.Value), $"told {what} twice");
        Assert.True(what.Id.Value > _last, $"told {what} after a later one");
        _last = what.Id.Value;
        News++;
        switch (what)
        {
            case ChatJoined joined: OnJoined(joined); break;
            case ChatParted parted: Remove(parted.Room, parted.Actor); break;
            case ChatKicked kicked: Remove(kicked.Room, kicked.Whom); break;
            case ChatQuit quit: OnQuit(quit.Actor); break;
            case ChatTopicChanged topic: Known(topic); _topics[topic.Room] = topic.Text; break;
            case ChatRoomChanged changed: Known(changed); Apply(changed); break;
            case ChatPersonChanged changed: OnChanged(changed); break;
            case ChatAwayChanged away: Assert.True(Sees(away.Actor)); _away[away.Actor] = away.Text; break;
            case ChatSaid said: Assert.True(said.Room is null || said.Actor == Member || _rooms.ContainsKey(said.Room)); break;
            case ChatInvited invited: Assert.True(invited.Whom == Member || _rooms.ContainsKey(invited.Room)); break;
            default: Assert.Fail($"what is {what}?"); break;
        }
    }

    /// <summary>What it knows is what is.</summary>
    public void AssertKnows(ChatHall hall)
    {
        if (IsGone)
            return;

        Assert.Equal(Names(Member.Rooms.Keys), Names(_rooms.Keys));
        foreach ((ChatRoom room, Dictionary<ChatMember, ChatRank> members) in _rooms)
        {
            Assert.Same(room, hall.Rooms.Find(room.Name));
            Assert.Equal(Text(room.Members), Text(members));
            Assert.Equal(room.Topic?.Text ?? "", _topics[room]);
            Assert.Equal(room.Rules, _rules[room]);
            Assert.All(members.Keys, member =>
            {
                Assert.Equal(member.Person, _people[member]);
                Assert.Equal(member.Away, member == Member ? member.Away : _away.GetValueOrDefault(member));
                Assert.Same(member, hall.Find(member.Nick));
            });
        }
    }

    private static string Names(IEnumerable<ChatRoom> rooms) => string.Join(' ', rooms.Select(room => room.Name).Order());

    private static string Text(IEnumerable<KeyValuePair<ChatMember, ChatRank>> members) =>
        string.Join(", ", members.Select(one => $"{one.Key.Nick}={one.Value}").Order());

    private void OnJoined(ChatJoined joined)
    {
        if (joined.Actor != Member)
        {
            Known(joined);
            Assert.True(_rooms[joined.Room].TryAdd(joined.Actor, joined.Room.RankOf(joined.Actor)!.Value), "came in twice");
            Meet(joined.Actor);
            return;
        }

        Assert.True(_rooms.TryAdd(joined.Room, new(joined.Room.Members)), "came in twice");
        _topics[joined.Room] = joined.Room.Topic?.Text ?? "";
        _rules[joined.Room] = joined.Room.Rules;
        foreach (ChatMember member in joined.Room.Members.Keys)
            Meet(member);
    }

    // Who is met has told before who it is, and whether it is away: it is looked at once, and again when it was lost.
    private void Meet(ChatMember member)
    {
        if (_people.TryAdd(member, member.Person))
            _away[member] = member.Away;
    }

    private void OnQuit(ChatMember member)
    {
        Assert.True(Sees(member) && member != Member, "somebody left whom it did not see");
        foreach (ChatRoom room in _rooms.Keys)
            _rooms[room].Remove(member);
        Lose();
    }

    private void Remove(ChatRoom room, ChatMember member)
    {
        Assert.True(_rooms[room].Remove(member), "somebody left who was not there");
        if (member == Member)
            _rooms.Remove(room);
        Lose();
    }

    // Whom it shares no room with any more it is not told about.
    private void Lose()
    {
        foreach (ChatMember member in _people.Keys.Where(member => !Sees(member)).ToArray())
        {
            _people.Remove(member);
            _away.Remove(member);
        }
    }

    private void OnChanged(ChatPersonChanged changed)
    {
        Assert.True(Sees(changed.Actor) || changed.Actor == Member);
        if (_people.TryGetValue(changed.Actor, out ChatPerson? before))
            Assert.Equal(before, changed.By);
        if (Sees(changed.Actor))
            _people[changed.Actor] = changed.Now;
    }

    private void Apply(ChatRoomChanged changed)
    {
        Assert.NotEmpty(changed.Changes);
        foreach (ChatChange change in changed.Changes)
        {
            if (Enum.TryParse(change.What.ToString(), out ChatRoomRules rule))
                _rules[changed.Room] = With(_rules[changed.Room], rule, change.IsSet);
            else if (Enum.TryParse(change.What.ToString(), out ChatRank rank))
                Apply(changed.Room, change, rank);
        }
    }

    private void Apply(ChatRoom room, ChatChange change, ChatRank rank)
    {
        ChatMember whom = _rooms[room].Keys.Single(member => _people[member].Nick == change.Value);
        ChatRank before = _rooms[room][whom];
        _rooms[room][whom] = change.IsSet ? before | rank : before & ~rank;
        Assert.NotEqual(before, _rooms[room][whom]); // else nothing happened
    }

    private static ChatRoomRules With(ChatRoomRules rules, ChatRoomRules rule, bool isSet)
    {
        Assert.NotEqual(isSet, rules.HasFlag(rule)); // else nothing happened
        return isSet ? rules | rule : rules & ~rule;
    }

    private bool Sees(ChatMember member) => _rooms.Values.Any(members => members.ContainsKey(member));

    private void Known(ChatRoomEvent what) => Assert.True(_rooms.ContainsKey(what.Room), $"told {what} of a room it is not in");
}
