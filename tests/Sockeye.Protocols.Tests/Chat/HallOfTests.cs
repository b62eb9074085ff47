using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

/// <summary>A hall, and who comes in with what it is told.</summary>
internal sealed class HallOfTests
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public HallOfTests(ChatLimits? limits = null)
    {
        ChatLimits all = limits ?? new ChatLimits();
        Hall = new ChatHall(all, new ChatMemory(all.MaxHistory)) { Now = Noon };
    }

    public ChatHall Hall { get; }

    public static ChatWords Words(string text, ChatSpeech kind = ChatSpeech.Message) => new(kind, text);

    public static ChatHistoryRange Last(int limit) => new(null, null, limit, FromEnd: true);

    public Guest Enter(string nick, string? account = null)
    {
        var guest = new Guest();
        var person = new ChatPerson(nick, "user", "host.example", account);
        Assert.Equal(ChatRefusal.None, Hall.Enter(person, guest, isSecure: false, out ChatMember? member));
        guest.Member = member!;
        return guest;
    }

    /// <summary>Comes in and into a room.</summary>
    public Guest EnterRoom(string nick, string room, string? account = null)
    {
        Guest guest = Enter(nick, account);
        Assert.Equal(ChatRefusal.None, Hall.Rooms.Join(guest.Member, room));
        guest.Told.Clear();
        return guest;
    }

    public ChatRoom Room(string name) => Hall.Rooms.Find(name)!;

    public ChatRefusal Change(Guest actor, string room, ChatSetting what, bool isSet = true, string? value = null) =>
        Assert.Single(Hall.Rooms.Change(actor.Member, Room(room), [new ChatChange(what, isSet, value)]));
}

/// <summary>One in the hall, and all it was told.</summary>
internal sealed class Guest : IChatDoor
{
    public ChatMember Member { get; set; } = null!;

    public List<ChatEvent> Told { get; } = [];

    public string? Closed { get; private set; }

    public void Tell(ChatEvent what) => Told.Add(what);

    public void Close(string reason) => Closed = reason;

    /// <summary>The only thing it was told, which is of that kind; forgotten.</summary>
    public T Take<T>()
        where T : ChatEvent
    {
        T only = Assert.IsType<T>(Assert.Single(Told));
        Told.Clear();
        return only;
    }
}
