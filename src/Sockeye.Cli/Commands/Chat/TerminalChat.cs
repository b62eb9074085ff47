using System.Globalization;
using System.Threading.Channels;
using Sockeye.Cli.Console;
using Sockeye.Cli.Console.Lines;
using Sockeye.Protocols.Irc;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>A chat for a person: the line being typed at the bottom, what happens above it.</summary>
internal sealed class TerminalChat : IChatView
{
    private const string Bold = "\u001b[1m", Plain = "\u001b[0m"; // SGR: ECMA-48 §8.3.117

    private readonly CommandContext _context;
    private readonly LineTerminal _terminal;
    private readonly ChatPeople _people = new();
    private readonly List<string> _rooms = []; // by the client's task, as the room
    private string? _room;
    private string _nick;

    public TerminalChat(CommandContext context, IReadOnlyList<ChatUrlRoom> rooms, string nick)
    {
        (_context, _nick) = (context, nick);
        _room = rooms.Count > 0 ? rooms[0].Name : null;
        var editor = new LineEditor("> ", new LineHistory([]), _people.Complete);
        _terminal = new LineTerminal(context.Console.Out, editor, echoes: false);
    }

    public async Task FeedAsync(ChannelWriter<Action<IrcClientSession, TimeSpan>> commands, CancellationToken stop)
    {
        await foreach (string line in _terminal.ReadLinesAsync(stop))
        {
            if (!string.IsNullOrWhiteSpace(line))
                await commands.WriteAsync((session, now) => Do(ChatLine.Parse(line), session, now), stop);
        }
    }

    public void OnEvent(IrcClientEvent happened)
    {
        _people.OnEvent(happened);
        if (happened.IsOwn)
            OnOwn(happened);
        string time = (happened.Time ?? _context.Time.GetUtcNow()).ToLocalTime()
            .ToString("HH:mm", CultureInfo.InvariantCulture);
        string told = ChatText.Told(happened);
        bool isForUs = happened is { IsOwn: false, Kind: IrcEventKind.Message or IrcEventKind.Action }
            && ChatText.Names(happened.Text, _nick);
        _terminal.Show(isForUs && TerminalText.MayColour ? $"{time} {Bold}{told}{Plain}" : $"{time} {told}");
    }

    public void Say(string line) => _terminal.Show(line);

    public void OnDone(IrcClientMemory memory)
    {
        // A person has seen it.
    }

    public void Dispose() => _terminal.Dispose();

    private void OnOwn(IrcClientEvent happened)
    {
        switch (happened)
        {
            case { Kind: IrcEventKind.Nick }: _nick = happened.Text; break;
            case { Kind: IrcEventKind.Join, Room: { } room }:
                _rooms.Remove(room);
                _rooms.Add(room);
                _room = room;
                break;
            case { Kind: IrcEventKind.Part or IrcEventKind.Kick, Room: { } room }:
                _rooms.Remove(room);
                _room = _rooms.LastOrDefault();
                break;
        }
    }

    private void Do(ChatLine line, IrcClientSession session, TimeSpan now)
    {
        switch (line.Command)
        {
            case "": InRoom(room => session.Say(room, line.Text)); break;
            case "me": InRoom(room => session.Say(room, line.Text, isAction: true)); break;
            case "join" or "j" when line.First.Length > 0: Join(line, session); break;
            case "msg" or "m" when line is { Rest: not "", First: not [':', ..] }:
                session.Say(line.First, line.Rest);
                break;
            case "nick" when line.First.Length > 0: session.Send(new IrcMessage("NICK", line.First)); break;
            case "part": InRoom(room => session.Send(With("PART", room, line.Text))); break;
            case "topic": InRoom(room => session.Send(With("TOPIC", room, line.Text))); break;
            case "names" or "who": InRoom(room => session.Send(new IrcMessage("NAMES", room))); break;
            case "switch" or "s": Switch(line.First); break;
            case "quit" or "exit": session.Quit(now); break;
            case "help":
                foreach (string text in ChatLine.Help)
                    Say(text);
                break;
            default: Say($"/{ChatText.Safe(line.Command)}: not a command, or something is missing; see /help"); break;
        }
    }

    private void Join(ChatLine line, IrcClientSession session)
    {
        var room = new ChatUrlRoom(ChatUrlRoom.Complete(line.First), line.Rest.Length > 0 ? line.Rest : null);
        if (room.IsWord)
            session.Join(room.Name, room.Key);
        else
            Say("one room, and its key behind it: /join #room key");
    }

    private void Switch(string name)
    {
        int current = _rooms.IndexOf(_room ?? "");
        string? next = name.Length > 0
            ? _rooms.Find(room => string.Equals(room, ChatUrlRoom.Complete(name), StringComparison.OrdinalIgnoreCase))
            : _rooms.ElementAtOrDefault((current + 1) % Math.Max(_rooms.Count, 1));
        _room = next ?? _room;
        Say(next is null ? "we are not in that room: /join enters it" : $"talking in {ChatText.Safe(next)}");
    }

    private void InRoom(Action<string> act)
    {
        if (_room is { } room)
            act(room);
        else
            Say("we are in no room: /join #room");
    }

    private static IrcMessage With(string command, string room, string text) =>
        text.Length > 0 ? new IrcMessage(command, room, text) { HasColon = true } : new IrcMessage(command, room);
}
