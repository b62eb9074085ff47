namespace Sockeye.Protocols.Chat;

/// <summary>Something that happened in a hall.</summary>
/// <param name="origin">When, and by whom.</param>
public abstract class ChatEvent(ChatOrigin origin)
{
    /// <summary>What it is called; those that come later are greater.</summary>
    public ChatEventId Id => origin.Id;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time => origin.Time;

    /// <summary>Who did it; who that is may have changed since.</summary>
    public ChatMember Actor => origin.Actor;

    /// <summary>Who that was at the time.</summary>
    public ChatPerson By { get; } = origin.Actor.Person;
}

/// <summary>When something happened, and by whom.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who did it.</param>
public readonly record struct ChatOrigin(ChatEventId Id, DateTimeOffset Time, ChatMember Actor);

/// <summary>Something was said, to a room or to one member.</summary>
public sealed class ChatSaid(ChatOrigin origin, ChatWords words, string to) : ChatEvent(origin)
{
    /// <summary>What, and how.</summary>
    public ChatWords Words { get; } = words;

    /// <summary>The name of the room, or the nick of the one member.</summary>
    public string To { get; } = to;

    /// <summary>The room; null when it is for one member.</summary>
    public ChatRoom? Room { get; init; }

    /// <summary>Only for those of the room who are at least that.</summary>
    public ChatRank AtLeast { get; init; }
}

/// <summary>What somebody says.</summary>
/// <param name="Kind">How it is meant.</param>
/// <param name="Text">A line; empty when the tags are all.</param>
public readonly record struct ChatWords(ChatSpeech Kind, string Text)
{
    /// <summary>What clients tell each other besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}

/// <summary>How something is meant.</summary>
public enum ChatSpeech
{
    /// <summary>For people.</summary>
    Message,

    /// <summary>What the speaker does.</summary>
    Action,

    /// <summary>Nobody, and no program, answers it by itself.</summary>
    Notice,

    /// <summary>Nothing was said, only told by tags: somebody is typing, or likes a message.</summary>
    TagsOnly,
}

/// <summary>Something about a room. Told to those inside.</summary>
public abstract class ChatRoomEvent(ChatOrigin origin, ChatRoom room) : ChatEvent(origin)
{
    /// <summary>Which.</summary>
    public ChatRoom Room { get; } = room;
}

/// <summary>A member came into a room; told to itself as well.</summary>
public sealed class ChatJoined(ChatOrigin origin, ChatRoom room) : ChatRoomEvent(origin, room);

/// <summary>A member left a room; told to itself as well.</summary>
public sealed class ChatParted(ChatOrigin origin, ChatRoom room, string reason) : ChatRoomEvent(origin, room)
{
    /// <summary>Why; empty when it did not say.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A member was sent out of a room; told to that one as well.</summary>
public sealed class ChatKicked(ChatOrigin origin, ChatRoom room, ChatMember whom, string reason)
    : ChatRoomEvent(origin, room)
{
    /// <summary>Who has to leave.</summary>
    public ChatMember Whom { get; } = whom;

    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A room is about something else.</summary>
public sealed class ChatTopicChanged(ChatOrigin origin, ChatRoom room, string text) : ChatRoomEvent(origin, room)
{
    /// <summary>What about; empty for nothing.</summary>
    public string Text { get; } = text;
}

/// <summary>Something else holds in a room.</summary>
public sealed class ChatRoomChanged(ChatOrigin origin, ChatRoom room, IReadOnlyList<ChatChange> changes)
    : ChatRoomEvent(origin, room)
{
    /// <summary>What, in order.</summary>
    public IReadOnlyList<ChatChange> Changes { get; } = changes;
}

/// <summary>A member was invited into a room; told to that one, and inside only to those who may invite.</summary>
public sealed class ChatInvited(ChatOrigin origin, ChatRoom room, ChatMember whom) : ChatRoomEvent(origin, room)
{
    /// <summary>Who may come.</summary>
    public ChatMember Whom { get; } = whom;
}

/// <summary>A member left the hall. Told once to each who shared a room with it, not to itself.</summary>
public sealed class ChatQuit(ChatOrigin origin, string reason) : ChatEvent(origin)
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// A member is somebody else now: by nick, account or real name. Told once to each who shares a room with it, and to
/// itself.
/// </summary>
public sealed class ChatPersonChanged(ChatOrigin origin, ChatPerson now) : ChatEvent(origin)
{
    /// <summary>Who it is from now on.</summary>
    public ChatPerson Now { get; } = now;
}

/// <summary>A member went away, or came back. Told once to each who shares a room with it, not to itself.</summary>
public sealed class ChatAwayChanged(ChatOrigin origin, string? text) : ChatEvent(origin)
{
    /// <summary>Why; null when it is back.</summary>
    public string? Text { get; } = text;
}
