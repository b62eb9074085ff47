namespace Sockeye.Protocols.Chat;

/// <summary>What is said in a hall, and what was.</summary>
public sealed class ChatTalk
{
    private readonly ChatHall _hall;
    private readonly ChatTeller _teller;
    private readonly IChatHistory _history;

    internal ChatTalk(ChatHall hall, ChatTeller teller, IChatHistory history) =>
        (_hall, _teller, _history) = (hall, teller, history);

    /// <summary>
    /// Says something in a room: told to all inside, the speaker as well, so that every door knows the same order.
    /// </summary>
    /// <param name="speaker">Who.</param>
    /// <param name="room">Where; it need not be inside if the room allows that.</param>
    /// <param name="words">What, and how.</param>
    /// <param name="atLeast">Only to those who are at least that, and to the speaker.</param>
    public ChatRefusal SayIn(ChatMember speaker, ChatRoom room, ChatWords words, ChatRank atLeast = ChatRank.None)
    {
        if (!MaySpeak(speaker, room))
            return ChatRefusal.MayNotSpeak;

        speaker.LastSpoke = _hall.Now;
        var said = new ChatSaid(_teller.By(speaker), words, room.Name) { Room = room, AtLeast = atLeast };
        if (words.Kind != ChatSpeech.TagsOnly && atLeast == ChatRank.None)
            _history.Add(room.Name, said);
        ChatTeller.TellRoom(room, said, atLeast);
        if (!(room.RankOf(speaker) >= atLeast))
            speaker.Door.Tell(said);
        return ChatRefusal.None;
    }

    /// <summary>Says something to one member: told to it and to the speaker, to itself once.</summary>
    public void SayTo(ChatMember speaker, ChatMember listener, ChatWords words)
    {
        speaker.LastSpoke = _hall.Now;
        var said = new ChatSaid(_teller.By(speaker), words, listener.Nick);
        if (words.Kind != ChatSpeech.TagsOnly && ConversationOf(speaker, listener) is { } conversation)
            _history.Add(conversation, said);
        listener.Door.Tell(said);
        if (speaker != listener)
            speaker.Door.Tell(said);
    }

    /// <summary>What was said in a room, from the oldest to the newest.</summary>
    public IReadOnlyList<ChatSaid> Read(ChatRoom room, ChatHistoryRange range) => _history.Read(room.Name, range);

    /// <summary>
    /// What two members said to each other; nothing where one has not logged in: somebody else may have had its nick.
    /// </summary>
    public IReadOnlyList<ChatSaid> Read(ChatMember member, ChatMember other, ChatHistoryRange range) =>
        ConversationOf(member, other) is { } conversation ? _history.Read(conversation, range) : [];

    private static bool MaySpeak(ChatMember speaker, ChatRoom room)
    {
        if (speaker.IsGone)
            return false;

        ChatRank? rank = room.RankOf(speaker);
        if (rank > ChatRank.None)
            return true;
        if (rank is null && room.Rules.HasFlag(ChatRoomRules.NoOutsideMessages))
            return false;
        return !room.Rules.HasFlag(ChatRoomRules.Moderated) && !room.IsBanned(speaker.Person);
    }

    private static string? ConversationOf(ChatMember one, ChatMember other) =>
        (one.Person.Account, other.Person.Account) is ({ } a, { } b)
            ? string.CompareOrdinal(a, b) <= 0 ? $"{a},{b}" : $"{b},{a}" // no room has a comma
            : null;
}
