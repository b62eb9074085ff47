namespace Sockeye.Protocols.Chat;

/// <summary>Numbers the events of a hall, and tells them to whom they concern.</summary>
internal sealed class ChatTeller
{
    private ChatEventId _last;

    /// <summary>The time of what is being done.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The next event: now, by a member.</summary>
    public ChatOrigin By(ChatMember actor) => new(_last = _last.Next(Now), Now, actor);

    /// <summary>Tells all in a room.</summary>
    public static void TellRoom(ChatRoom room, ChatEvent what, ChatRank atLeast = ChatRank.None)
    {
        foreach ((ChatMember member, ChatRank rank) in room.Members)
        {
            if (rank >= atLeast)
                member.Door.Tell(what);
        }
    }

    /// <summary>Tells all who share a room with a member, each once, and not the member itself.</summary>
    public static void TellNeighbours(ChatMember member, ChatEvent what)
    {
        member.Told = what.Id;
        foreach (ChatRoom room in member.Rooms.Keys)
        {
            foreach (ChatMember neighbour in room.Members.Keys)
            {
                if (neighbour.Told == what.Id)
                    continue;

                neighbour.Told = what.Id;
                neighbour.Door.Tell(what);
            }
        }
    }

    /// <summary>The same, and the member.</summary>
    public static void TellNeighboursAndSelf(ChatMember member, ChatEvent what)
    {
        member.Door.Tell(what);
        TellNeighbours(member, what);
    }
}
