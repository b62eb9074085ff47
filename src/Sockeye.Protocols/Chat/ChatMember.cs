namespace Sockeye.Protocols.Chat;

/// <summary>Who is in a hall. Only the hall changes it.</summary>
public sealed class ChatMember
{
    private readonly Dictionary<ChatRoom, ChatRank> _rooms = [];

    internal ChatMember(ChatPerson person, IChatDoor door, DateTimeOffset now)
    {
        (Person, Door) = (person, door);
        (Since, LastSpoke) = (now, now);
    }

    /// <summary>Who it is now.</summary>
    public ChatPerson Person { get; internal set; }

    /// <summary>Its name.</summary>
    public string Nick => Person.Nick;

    /// <summary>Why it is away; null when it is here.</summary>
    public string? Away { get; internal set; }

    /// <summary>Whether it has the rights of those who run the hall.</summary>
    public bool IsOperator { get; internal set; }

    /// <summary>Whether it is found only by those who share a room with it.</summary>
    public bool IsInvisible { get; internal set; }

    /// <summary>Whether nobody on the way can read along.</summary>
    public bool IsSecure { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>When it said something last, or came.</summary>
    public DateTimeOffset LastSpoke { get; internal set; }

    /// <summary>The rooms it is in, with what it is there.</summary>
    public IReadOnlyDictionary<ChatRoom, ChatRank> Rooms => _rooms;

    internal IChatDoor Door { get; }

    /// <summary>Where it was invited to, and has not come yet.</summary>
    internal HashSet<ChatRoom> Invitations { get; } = [];

    /// <summary>By which it was told last of what is told once to each of many.</summary>
    internal ChatEventId Told { get; set; }

    /// <summary>Whether it has left.</summary>
    internal bool IsGone { get; set; }

    internal void Enter(ChatRoom room, ChatRank rank) => _rooms[room] = rank;

    internal void Leave(ChatRoom room) => _rooms.Remove(room);

    /// <summary>Whether both are in a room.</summary>
    public bool SharesRoomWith(ChatMember other) =>
        other == this || _rooms.Keys.Any(room => room.RankOf(other) is not null);
}

/// <summary>What takes events to a member, in the words of its client.</summary>
/// <remarks>Called while the hall is being changed: it must only queue, and change nothing.</remarks>
public interface IChatDoor
{
    /// <summary>Something has happened that the member may know.</summary>
    void Tell(ChatEvent what);

    /// <summary>The member was thrown out: its connection is to end.</summary>
    /// <param name="reason">Why, for the client.</param>
    void Close(string reason);
}
