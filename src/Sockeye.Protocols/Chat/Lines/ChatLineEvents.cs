using System.Globalization;

namespace Sockeye.Protocols.Chat.Lines;

/// <summary>The events of a hall as lines for a terminal.</summary>
internal static class ChatLineEvents
{
    /// <summary>What the lines begin with that nobody said.</summary>
    public const string Mark = "-- ";

    private const char CtcpMark = '\u0001'; // modern.ircdocs.horse/ctcp
    private const string CtcpAction = "\u0001ACTION ";

    /// <summary>The line of an event; null when there is nothing to show.</summary>
    /// <param name="what">The event.</param>
    /// <param name="viewer">Who is to see it.</param>
    /// <param name="current">The room that needs no name; null for none.</param>
    public static string? LineOf(ChatEvent what, ChatMember viewer, ChatRoom? current) => what switch
    {
        ChatSaid said => said.Actor == viewer ? null : LineOf(said, current),
        ChatRoomEvent inside => SentenceOf(inside, viewer) is { } sentence
            ? $"{Mark}{Prefix(inside.Room, current)}{sentence}"
            : null,
        ChatQuit quit => $"{Mark}{Name(what)} is gone{Because(quit.Reason)}",
        ChatPersonChanged changed => changed.Now.Nick == changed.By.Nick ? null
            : changed.Actor == viewer ? $"{Mark}You are called {ChatLineText.Show(changed.Now.Nick)} now."
            : $"{Mark}{Name(what)} is called {ChatLineText.Show(changed.Now.Nick)} now",
        ChatAwayChanged away => $"{Mark}{Name(what)} is {(away.Text is null ? "back" : "away" + Because(away.Text))}",
        _ => null,
    };

    /// <summary>The line of what was said; null when it is not for people.</summary>
    public static string? LineOf(ChatSaid said, ChatRoom? current)
    {
        (ChatSpeech kind, string text) = (said.Words.Kind, said.Words.Text);
        if (text.StartsWith(CtcpAction, StringComparison.Ordinal))
            (kind, text) = (ChatSpeech.Action, text[CtcpAction.Length..].TrimEnd(CtcpMark));
        if (kind == ChatSpeech.TagsOnly || text.StartsWith(CtcpMark))
            return null;

        string nick = Name(said), shown = ChatLineText.Show(text);
        if (said.Room is not { } room)
            return kind == ChatSpeech.Action ? $"{nick} to you: * {shown}" : $"{nick} to you: {shown}";

        string where = room == current ? "" : $"{ChatLineText.Show(room.Name)} ";
        return kind switch
        {
            ChatSpeech.Action => $"{where}* {nick} {shown}",
            ChatSpeech.Notice => $"{where}-{nick}- {shown}",
            _ => $"{where}<{nick}> {shown}",
        };
    }

    /// <summary>The same with the time before it, and with the day when that is not today.</summary>
    public static string? LineOf(ChatSaid said, ChatRoom? current, DateTimeOffset now)
    {
        DateTime time = said.Time.UtcDateTime;
        string format = time.Date == now.UtcDateTime.Date ? "HH:mm" : "yyyy-MM-dd HH:mm";
        string when = time.ToString(format, CultureInfo.InvariantCulture);
        return LineOf(said, current) is { } line ? $"{when} {line}" : null;
    }

    private static string? SentenceOf(ChatRoomEvent what, ChatMember viewer)
    {
        bool isOwn = what.Actor == viewer; // then a command of its own has told it
        return what switch
        {
            ChatJoined => isOwn ? null : $"{Name(what)} came in",
            ChatParted parted => isOwn ? null : $"{Name(what)} left{Because(parted.Reason)}",
            ChatKicked kicked when kicked.Whom == viewer => $"{Name(what)} sent you out{Because(kicked.Reason)}",
            ChatKicked kicked => $"{Name(what)} sent {ChatLineText.Show(kicked.Whom.Nick)} out{Because(kicked.Reason)}",
            ChatTopicChanged { Text: "" } => $"{Name(what)} took the topic away",
            ChatTopicChanged topic => $"{Name(what)} set the topic: {ChatLineText.Show(topic.Text)}",
            ChatInvited invited when invited.Whom == viewer =>
                $"{Name(what)} invites you: /join {ChatLineText.Show(what.Room.Name)}",
            ChatInvited invited => $"{Name(what)} invited {ChatLineText.Show(invited.Whom.Nick)}",
            ChatRoomChanged changed =>
                $"{Name(what)} changed the room: {string.Join(", ", changed.Changes.Select(WordsOf))}",
            _ => null,
        };
    }

    private static string WordsOf(ChatChange change)
    {
        string what = change.What switch
        {
            ChatSetting.InviteOnly => "by invitation only",
            ChatSetting.Moderated => "moderated",
            ChatSetting.NoOutsideMessages => "no messages from outside",
            ChatSetting.Secret => "secret",
            ChatSetting.TopicLocked => "topic by operators only",
            ChatSetting.LoginOnly => "with an account only",
            ChatSetting.Key => "a key",
            ChatSetting.Limit => "a limit",
            ChatSetting.Ban => "ban of",
            ChatSetting.BanException => "exception from bans of",
            ChatSetting.InviteException => "no invitation needed of",
            ChatSetting.Voice => "voice of",
            ChatSetting.HalfOperator => "half-operator",
            ChatSetting.Operator => "operator",
            ChatSetting.Admin => "admin",
            _ => "founder",
        };
        bool isValueShown = change.Value is not null && change.What != ChatSetting.Key;
        string value = isValueShown ? $" {ChatLineText.Show(change.Value!)}" : "";
        return $"{(change.IsSet ? "" : "no more ")}{what}{value}";
    }

    private static string Prefix(ChatRoom room, ChatRoom? current) =>
        room == current ? "" : $"{ChatLineText.Show(room.Name)}: ";

    private static string Name(ChatEvent what) => ChatLineText.Show(what.By.Nick);

    private static string Because(string reason) => reason.Length == 0 ? "" : $": {ChatLineText.Show(reason)}";
}
