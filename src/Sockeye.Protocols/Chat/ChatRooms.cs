namespace Sockeye.Protocols.Chat;

/// <summary>The rooms of a hall: who comes and goes, and what holds there.</summary>
public sealed class ChatRooms
{
    private readonly Dictionary<string, ChatRoom> _rooms = new(ChatNameComparer.Instance);
    private readonly ChatLimits _limits;
    private readonly ChatTeller _teller;
    private readonly IChatHistory _history;

    internal ChatRooms(ChatLimits limits, ChatTeller teller, IChatHistory history) =>
        (_limits, _teller, _history) = (limits, teller, history);

    /// <summary>All rooms.</summary>
    public IReadOnlyCollection<ChatRoom> All => _rooms.Values;

    /// <summary>The room of a name; null when there is none.</summary>
    public ChatRoom? Find(string name) => _rooms.GetValueOrDefault(name);

    /// <summary>A member comes into a room, which is opened when there is none. Once more is nothing.</summary>
    /// <param name="member">Who.</param>
    /// <param name="name">Which room.</param>
    /// <param name="key">What it knows.</param>
    public ChatRefusal Join(ChatMember member, string name, string? key = null)
    {
        if (member.IsGone)
            return ChatRefusal.NoSuchMember; // nothing would take it out again
        if (!ChatNames.IsRoom(name, _limits))
            return ChatRefusal.BadName;

        ChatRoom? room = Find(name);
        if (room?.RankOf(member) is not null)
            return ChatRefusal.None;
        if (member.Rooms.Count >= _limits.MaxRoomsOfMember)
            return ChatRefusal.TooManyRooms;
        if (room is null && _rooms.Count >= _limits.MaxRooms)
            return ChatRefusal.HallIsFull;
        if (room is not null && CheckJoin(member, room, key) is not ChatRefusal.None and var refusal)
            return refusal;

        ChatRank rank = room is null ? ChatRank.Operator : RankOnJoin(member, room);
        room ??= _rooms[name] = new ChatRoom(name, _teller.Now);
        member.Invitations.Remove(room);
        room.Set(member, rank);
        ChatTeller.TellRoom(room, new ChatJoined(_teller.By(member), room));
        return ChatRefusal.None;
    }

    /// <summary>A member leaves a room.</summary>
    public ChatRefusal Part(ChatMember member, ChatRoom room, string reason)
    {
        if (room.RankOf(member) is null)
            return ChatRefusal.NotInRoom;

        ChatTeller.TellRoom(room, new ChatParted(_teller.By(member), room, reason));
        Remove(member, room);
        return ChatRefusal.None;
    }

    /// <summary>A member sends another out of a room.</summary>
    public ChatRefusal Kick(ChatMember actor, ChatRoom room, ChatMember whom, string reason)
    {
        if (room.RankOf(actor) is not { } rank)
            return ChatRefusal.NotInRoom;
        if (room.RankOf(whom) is not { } other)
            return ChatRefusal.OtherNotInRoom;
        if (!MayKick(rank, other))
            return ChatRefusal.RankTooLow;

        ChatTeller.TellRoom(room, new ChatKicked(_teller.By(actor), room, whom, reason));
        Remove(whom, room);
        return ChatRefusal.None;
    }

    /// <summary>
    /// A member invites another into a room. The invitation opens it where the member has a rank; else it is only told.
    /// </summary>
    public ChatRefusal Invite(ChatMember actor, ChatRoom room, ChatMember whom)
    {
        if (room.RankOf(actor) is not { } rank)
            return ChatRefusal.NotInRoom;
        if (room.RankOf(whom) is not null)
            return ChatRefusal.OtherInRoomAlready;
        if (room.Rules.HasFlag(ChatRoomRules.InviteOnly) && rank < ChatRank.HalfOperator)
            return ChatRefusal.RankTooLow;

        if (rank >= ChatRank.HalfOperator)
            Keep(whom.Invitations, room);
        var invited = new ChatInvited(_teller.By(actor), room, whom);
        whom.Door.Tell(invited);
        ChatTeller.TellRoom(room, invited, ChatRank.HalfOperator);
        return ChatRefusal.None;
    }

    /// <summary>A member says what a room is about; an empty text is nothing.</summary>
    public ChatRefusal SetTopic(ChatMember actor, ChatRoom room, string text)
    {
        if (room.RankOf(actor) is not { } rank)
            return ChatRefusal.NotInRoom;
        if (room.Rules.HasFlag(ChatRoomRules.TopicLocked) && rank < ChatRank.HalfOperator)
            return ChatRefusal.RankTooLow;

        room.Topic = text.Length == 0 ? null : new ChatTopic(text, actor.Person.Mask, _teller.Now);
        ChatTeller.TellRoom(room, new ChatTopicChanged(_teller.By(actor), room, text));
        return ChatRefusal.None;
    }

    /// <summary>A member changes what holds in a room: one after the other, what can be done is done.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="room">Where.</param>
    /// <param name="changes">What.</param>
    /// <returns>Why each was not done; <see cref="ChatRefusal.None"/> where it was, or held already.</returns>
    public IReadOnlyList<ChatRefusal> Change(ChatMember actor, ChatRoom room, IReadOnlyList<ChatChange> changes)
    {
        var done = new List<ChatChange>();
        var refusals = new ChatRefusal[changes.Count];
        var settings = new ChatRoomSettings(room, actor, _teller.Now, _limits);
        for (int i = 0; i < changes.Count; i++)
        {
            refusals[i] = settings.TryApply(changes[i], out ChatChange? applied);
            if (applied is { } change)
                done.Add(change);
        }

        if (done.Count > 0)
            ChatTeller.TellRoom(room, new ChatRoomChanged(_teller.By(actor), room, done));
        return refusals;
    }

    /// <summary>A member has left the hall: it is in no room any more.</summary>
    internal void Forget(ChatMember member)
    {
        foreach (ChatRoom room in member.Rooms.Keys.ToArray())
            Remove(member, room);
    }

    // Only so many, those of rooms that have gone first: who invites must not fill the memory.
    private void Keep(HashSet<ChatRoom> invitations, ChatRoom room)
    {
        if (invitations.Count >= _limits.MaxRoomsOfMember)
            invitations.RemoveWhere(other => Find(other.Name) != other);
        if (invitations.Count >= _limits.MaxRoomsOfMember)
            invitations.Clear();
        invitations.Add(room);
    }

    // RFC 2812 §3.2.8, with the ranks of today: nobody sends away who is above.
    private static bool MayKick(ChatRank actor, ChatRank whom) =>
        actor >= ChatRank.HalfOperator
        && (whom < ChatRank.HalfOperator || (actor >= ChatRank.Operator && Highest(actor) >= Highest(whom)));

    private static ChatRank Highest(ChatRank rank) =>
        rank == ChatRank.None ? rank : (ChatRank)(1 << System.Numerics.BitOperations.Log2((uint)rank));

    private static ChatRank RankOnJoin(ChatMember member, ChatRoom room) =>
        room.Founder is { } founder && member.Person.Account == founder ? ChatRank.Founder : ChatRank.None;

    private ChatRefusal CheckJoin(ChatMember member, ChatRoom room, string? key)
    {
        bool isInvited = member.Invitations.Contains(room);
        bool isKnown = isInvited || RankOnJoin(member, room) > ChatRank.None;
        if (room.Members.Count >= _limits.MaxMembersOfRoom)
            return ChatRefusal.RoomIsFull;
        if (isKnown)
            return ChatRefusal.None;
        if (room.IsBanned(member.Person))
            return ChatRefusal.Banned;
        if (room.Rules.HasFlag(ChatRoomRules.LoginOnly) && member.Person.Account is null)
            return ChatRefusal.LoginNeeded;
        if (room.Rules.HasFlag(ChatRoomRules.InviteOnly) && !room.InviteExceptions.Has(member.Person))
            return ChatRefusal.InviteOnly;
        if (room.Key is not null && room.Key != key)
            return ChatRefusal.BadKey;
        return room.Members.Count >= room.Limit ? ChatRefusal.RoomIsFull : ChatRefusal.None;
    }

    private void Remove(ChatMember member, ChatRoom room)
    {
        room.Remove(member);
        if (room.Members.Count > 0 || room.Founder is not null)
            return;

        _rooms.Remove(room.Name);
        _history.Forget(room.Name);
    }
}
