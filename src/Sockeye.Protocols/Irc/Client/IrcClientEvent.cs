namespace Sockeye.Protocols.Irc.Client;

/// <summary>What a server told a client. No text in it is safe to show.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What was said, or the server's words; a topic; names, with spaces between them.</param>
public sealed record IrcClientEvent(IrcEventKind Kind, string Text = "")
{
    /// <summary>Where: a room, or for a private message our own nick; null where it belongs to no place.</summary>
    public string? Room { get; init; }

    /// <summary>Who; null where it is the server.</summary>
    public string? Nick { get; init; }

    /// <summary>The account of who it was; null where the server does not tell.</summary>
    public string? Account { get; init; }

    /// <summary>The message's id (IRCv3 message-ids); null where the server has none.</summary>
    public string? Id { get; init; }

    /// <summary>When, by the server's clock (IRCv3 server-time); null where it does not tell.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whether it was us.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it is older than our coming: what was missed while there was no connection.</summary>
    public bool IsHistory { get; init; }
}

/// <summary>Kinds of <see cref="IrcClientEvent"/>.</summary>
public enum IrcEventKind
{
    /// <summary>Something was said.</summary>
    Message,

    /// <summary>Something was said that asks for no answer.</summary>
    Notice,

    /// <summary>Something was done: <c>/me</c>.</summary>
    Action,

    /// <summary>Somebody came into a room.</summary>
    Join,

    /// <summary>Somebody left a room.</summary>
    Part,

    /// <summary>Somebody left the server.</summary>
    Quit,

    /// <summary>Somebody was put out of a room: <see cref="IrcClientEvent.IsOwn"/> says whether we were.</summary>
    Kick,

    /// <summary>Somebody has another nick, which is the text.</summary>
    Nick,

    /// <summary>A room's topic.</summary>
    Topic,

    /// <summary>Who is in a room: a part of the list.</summary>
    Names,

    /// <summary>The server let us in; the text is its greeting.</summary>
    Welcome,

    /// <summary>A nick was in use; the text is the one asked for now.</summary>
    NickInUse,

    /// <summary>A room could not be entered.</summary>
    JoinRefused,

    /// <summary>A line was not taken.</summary>
    SayRefused,

    /// <summary>The server did not let us in: it would not the next time either.</summary>
    Refused,

    /// <summary>The server's words about something else.</summary>
    Info,

    /// <summary>The server ends the connection; the text says why.</summary>
    Ended,
}
