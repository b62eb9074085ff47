using System.Globalization;

namespace Sockeye.Protocols.Chat.Lines;

/// <summary>What a member at a terminal can do, and the room it is talking in.</summary>
/// <param name="member">Who.</param>
/// <param name="options">How much is shown.</param>
/// <param name="write">Takes a line for it.</param>
internal sealed class ChatLineCommands(ChatMember member, ChatLineOptions options, Action<string> write)
{
    private static readonly IReadOnlyList<Command> All =
    [
        new(
            "join", "ROOM [KEY]", "go into a room, or back to one you are in",
            static (me, hall, text) => me.Join(hall, text)),
        new("leave", "[REASON]", "leave the room", static (me, hall, text) => me.Leave(hall, text)),
        new("who", "", "who is in the room", static (me, _, _) => me.Who()),
        new("me", "TEXT", "say what you do", static (me, hall, text) => me.Do(hall, text)),
        new("msg", "NAME TEXT", "tell something to one alone", static (me, hall, text) => me.Message(hall, text)),
        new("nick", "NAME", "take another name", static (me, hall, text) => me.Rename(hall, text)),
        new("topic", "[TEXT]", "what the room is about", static (me, hall, text) => me.Topic(hall, text)),
        new("history", "[N]", "what was said before", static (me, hall, text) => me.History(hall, text)),
        new("rooms", "", "which rooms there are", static (me, hall, _) => me.Rooms(hall)),
        new("help", "", "this", static (me, _, _) => me.Help()),
        new("quit", "[REASON]", "go; BYE alone on a line does it too", static (_, _, _) => { }), // the session's own
    ];

    private ChatRoom? _room;

    /// <summary>Who it is.</summary>
    public ChatMember Member => member;

    /// <summary>The room it is talking in; null when it is in none, or has to choose one.</summary>
    public ChatRoom? Room => _room is not null && member.Rooms.ContainsKey(_room) ? _room : null;

    /// <summary>Runs a command.</summary>
    /// <returns>false when there is none of that name.</returns>
    public bool TryRun(ChatHall hall, string name, string text)
    {
        Command? command = All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        command?.Run(this, hall, text);
        return command is not null;
    }

    /// <summary>Says something in the room.</summary>
    public void Say(ChatHall hall, string text) => Say(hall, new ChatWords(ChatSpeech.Message, text));

    /// <summary>Goes into a room, or back to one.</summary>
    public void Join(ChatHall hall, string text)
    {
        (string name, string key) = FirstWord(text);
        if (name.Length == 0)
        {
            Note("Which room? /join ROOM");
            return;
        }

        string whole = ChatNames.IsMeantForRoom(name) ? name : ChatNames.RoomMark + name;
        ChatRefusal refusal = hall.Rooms.Join(member, whole, key.Length == 0 ? null : key);
        if (refusal != ChatRefusal.None)
        {
            Note(refusal == ChatRefusal.BadName ? "No room can be called that." : ChatLineRefusals.WordsOf(refusal));
            return;
        }

        _room = hall.Rooms.Find(whole)!;
        string alone = _room.Members.Count == 1 ? " Nobody else is here." : "";
        Note($"You are in {ChatLineText.Show(_room.Name)} now.{alone}");
        if (_room.Members.Count > 1)
            Who();
        if (_room.Topic is { } topic)
            Note($"It is about: {ChatLineText.Show(topic.Text)}");
        ShowHistory(hall, _room, options.LinesBefore, isAsked: false);
    }

    private void Leave(ChatHall hall, string reason)
    {
        if (RoomOrNote() is not { } room)
            return;

        hall.Rooms.Part(member, room, ChatLineText.Cut(reason, hall.Limits.MaxTopic));
        _room = member.Rooms.Keys.MinBy(static other => other.Name, StringComparer.Ordinal);
        Note($"You left {ChatLineText.Show(room.Name)}. "
            + (_room is null
                ? "/join ROOM brings you into another."
                : $"You are in {ChatLineText.Show(_room.Name)} now."));
    }

    private void Who()
    {
        if (RoomOrNote() is not { } room)
            return;

        const int namesOfLine = 10;
        string[] names =
        [
            .. room.Members.OrderBy(static one => one.Key.Nick, StringComparer.OrdinalIgnoreCase)
                .Take(options.MaxAnswerLines).Select(static one => NameOf(one.Key, one.Value)),
        ];
        foreach (string[] some in names.Chunk(namesOfLine))
            Note($"Here: {string.Join(", ", some)}");
        if (room.Members.Count > names.Length)
            Note($"and {room.Members.Count - names.Length} more");
    }

    private void Do(ChatHall hall, string text)
    {
        if (text.Length == 0)
            Note("What do you do? /me TEXT");
        else
            Say(hall, new ChatWords(ChatSpeech.Action, text));
    }

    private void Message(ChatHall hall, string text)
    {
        (string nick, string words) = FirstWord(text);
        if (words.Length == 0)
        {
            Note("To whom, and what? /msg NAME TEXT");
            return;
        }

        if (hall.Find(nick) is not { } other)
        {
            Note($"There is nobody called {ChatLineText.Show(nick)}.");
            return;
        }

        hall.Talk.SayTo(member, other, new ChatWords(ChatSpeech.Message, words));
        if (other.Away is { } away)
            Note($"{ChatLineText.Show(other.Nick)} is away: {ChatLineText.Show(away)}");
    }

    private void Rename(ChatHall hall, string nick)
    {
        if (hall.Rename(member, nick) is not ChatRefusal.None and var refusal)
            Note(ChatLineRefusals.WordsOf(refusal));
    }

    private void Topic(ChatHall hall, string text)
    {
        if (RoomOrNote() is not { } room)
            return;

        if (text.Length == 0)
            Note(room.Topic is { } topic
                ? $"It is about: {ChatLineText.Show(topic.Text)} (by {ChatLineText.Show(topic.By)})"
                : "Nobody has said what it is about.");
        else if (text.Length > hall.Limits.MaxTopic)
            Note($"A topic has at most {hall.Limits.MaxTopic} characters.");
        else if (hall.Rooms.SetTopic(member, room, text) is not ChatRefusal.None and var refusal)
            Note(ChatLineRefusals.WordsOf(refusal));
    }

    private void History(ChatHall hall, string text)
    {
        if (RoomOrNote() is not { } room)
            return;

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        if (text.Length > 0 && !isNumber)
            Note("How many lines? /history N");
        else
        {
            int lines = isNumber ? Math.Min(count, options.MaxAnswerLines) : options.LinesBefore;
            ShowHistory(hall, room, lines, isAsked: true);
        }
    }

    private void Rooms(ChatHall hall)
    {
        ChatRoom[] rooms = [.. hall.Rooms.All.Where(room => room.IsVisibleTo(member))];
        foreach (ChatRoom room in rooms.OrderByDescending(static room => room.Members.Count)
            .ThenBy(static room => room.Name, StringComparer.Ordinal).Take(options.MaxAnswerLines))
        {
            string topic = room.Topic is { } about ? $" {ChatLineText.Show(about.Text)}" : "";
            Note($"{ChatLineText.Show(room.Name)} ({room.Members.Count}){topic}");
        }

        if (rooms.Length > options.MaxAnswerLines)
            Note($"and {rooms.Length - options.MaxAnswerLines} more");
        if (rooms.Length == 0)
            Note("There are none: /join ROOM opens one.");
    }

    private void Help()
    {
        foreach (Command command in All)
            Note($"{$"/{command.Name} {command.Parameters}",-17} {command.Meaning}");
        Note("//text            say /text");
    }

    private void Say(ChatHall hall, ChatWords words)
    {
        if (RoomOrNote() is { } room
            && hall.Talk.SayIn(member, room, words) is not ChatRefusal.None and var refusal)
            Note(ChatLineRefusals.WordsOf(refusal));
    }

    private void ShowHistory(ChatHall hall, ChatRoom room, int count, bool isAsked)
    {
        IReadOnlyList<ChatSaid> said = hall.Talk.Read(room, new ChatHistoryRange(null, null, count, FromEnd: true));
        string[] lines = [.. said.Select(one => ChatLineEvents.LineOf(one, room, hall.Now)).OfType<string>()];
        if (lines.Length > 0)
            Note("Said before (times are UTC):");
        else if (isAsked)
            Note("Nothing was said before.");
        foreach (string line in lines)
            write(line);
    }

    private ChatRoom? RoomOrNote()
    {
        if (Room is null)
            Note("You are in no room: /join ROOM");
        return Room;
    }

    private static string NameOf(ChatMember one, ChatRank rank)
    {
        string mark = rank >= ChatRank.HalfOperator ? "@" : rank >= ChatRank.Voice ? "+" : "";
        return $"{mark}{ChatLineText.Show(one.Nick)}{(one.Away is null ? "" : " (away)")}";
    }

    private static (string First, string After) FirstWord(string text)
    {
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..].Trim());
    }

    private void Note(string sentence) => write(ChatLineEvents.Mark + sentence);

    private sealed record Command(
        string Name, string Parameters, string Meaning, Action<ChatLineCommands, ChatHall, string> Run);
}
