using System.Globalization;
using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Irc.Client;

/// <summary>The rooms of a client on one connection: who comes and goes, what is said, and what was missed.</summary>
internal sealed class IrcRooms(
    IrcClientMemory memory, IrcRegistration registration, Action<IrcMessage> send, Action<IrcClientEvent> tell)
{
    private const int HistoryLimit = 100; // at a time: what the smallest servers give at once
    private const int MaxBatches = 50; // open at once; bounds what a server can make us keep

    private readonly HashSet<string> _joining = new(ChatNameComparer.Instance);
    private readonly Dictionary<string, Batch> _batches = new(StringComparer.Ordinal);
    private bool _isGreeted;

    /// <summary>Whether the server has answered for each room that we want to be in.</summary>
    public bool AreSettled => _isGreeted && _joining.Count == 0;

    /// <summary>The server has done with its greeting.</summary>
    public void JoinAll()
    {
        if (_isGreeted)
            return;

        _isGreeted = true;
        foreach (string room in memory.Rooms)
            Join(room);
    }

    public void Join(string room)
    {
        _joining.Add(room);
        send(memory.KeyOf(room) is { } key ? new IrcMessage("JOIN", room, key) : new IrcMessage("JOIN", room));
    }

    /// <summary>What we have said, where the server does not send it back.</summary>
    public void OnOwnMessage(IrcMessage message) => OnSaid(message with { Source = registration.Nick });

    /// <summary>Takes a message that is about rooms and people.</summary>
    /// <returns>Whether it was.</returns>
    public bool OnMessage(IrcMessage message)
    {
        switch (message.Command)
        {
            case "PRIVMSG" or "NOTICE": OnSaid(message); break;
            case "JOIN": OnJoin(message); break;
            case "PART": OnPart(message); break;
            case "KICK": OnKick(message); break;
            case "QUIT": tell(About(message, IrcEventKind.Quit, Last(message, from: 0))); break;
            case "NICK": OnNick(message); break;
            case "TOPIC": tell(InRoom(message, IrcEventKind.Topic)); break;
            case "332": Tell(IrcEventKind.Topic, message, roomAt: 1); break;
            case "353": Tell(IrcEventKind.Names, message, roomAt: 2); break;
            case "BATCH": OnBatch(message); break;
            case "FAIL" when At(message, 0) == "JOIN": RefuseJoin(message, At(message, 2), "try another room"); break;
            default: return OnReply(message);
        }

        return true;
    }

    private bool OnReply(IrcMessage message)
    {
        string about = At(message, 1);
        if (IrcNumerics.AdviceOnJoin(message.Command) is { } advice && _joining.Contains(about))
            RefuseJoin(message, about, advice);
        else if (IrcNumerics.IsSayRefused(message.Command) && message.Parameters.Count > 2)
            Tell(IrcEventKind.SayRefused, message, roomAt: 1);
        else
            return false;
        return true;
    }

    private void OnSaid(IrcMessage message)
    {
        string text = Last(message, from: 1), room = At(message, 0);
        string? id = message.TagValue("msgid");
        string? action = IrcAction.Read(text);
        if (text is ['\u0001', ..] && action is null)
            return; // another request of a client to a client (CTCP): we answer none
        if (!memory.TryHear(room, id, message.TagValue("time")))
            return; // heard before the connection was lost

        Batch? batch = _batches.GetValueOrDefault(message.TagValue("batch") ?? "");
        if (batch is not null)
            batch.Messages++;
        IrcEventKind kind = action is not null ? IrcEventKind.Action
            : message.Command == "NOTICE" ? IrcEventKind.Notice
            : IrcEventKind.Message;
        tell(About(message, kind, action ?? text) with
        {
            Room = room,
            Id = id,
            IsHistory = batch is not null,
        });
    }

    private void OnJoin(IrcMessage message)
    {
        string room = At(message, 0);
        IrcClientEvent happened = About(message, IrcEventKind.Join, "") with { Room = room };
        if (happened.IsOwn && !memory.HasRoom(room))
            return;
        if (happened.IsOwn)
        {
            AskHistory(room);
            memory.Want(room);
            _joining.Remove(room);
        }

        tell(happened);
    }

    private void OnPart(IrcMessage message)
    {
        IrcClientEvent happened = InRoom(message, IrcEventKind.Part);
        if (happened.IsOwn)
            memory.Forget(At(message, 0));
        tell(happened);
    }

    private void OnKick(IrcMessage message)
    {
        string room = At(message, 0), who = At(message, 1);
        bool isOwn = ChatNameComparer.Instance.Equals(who, registration.Nick);
        if (isOwn)
            memory.Forget(room);
        tell(About(message, IrcEventKind.Kick, Last(message, from: 2)) with { Room = room, Nick = who, IsOwn = isOwn });
    }

    private void OnNick(IrcMessage message)
    {
        IrcClientEvent happened = About(message, IrcEventKind.Nick, At(message, 0));
        if (happened.IsOwn)
            registration.Nick = At(message, 0);
        tell(happened);
    }

    private void RefuseJoin(IrcMessage message, string room, string advice)
    {
        if (!_joining.Remove(room))
            return;

        memory.Forget(room);
        tell(new IrcClientEvent(IrcEventKind.JoinRefused, $"cannot join {room}: {Last(message, from: 1)}; {advice}")
        {
            Room = room,
        });
    }

    // What was said since we last heard something there.
    private void AskHistory(string room)
    {
        if (memory.LastHeardIn(room) is { } last && registration.Has("draft/chathistory") && registration.Has("batch"))
            send(new IrcMessage("CHATHISTORY", "AFTER", room, last, $"{HistoryLimit}"));
    }

    // BATCH +reference chathistory #room, and at its end BATCH -reference.
    private void OnBatch(IrcMessage message)
    {
        string reference = At(message, 0);
        if (reference is ['+', ..] && At(message, 1) == "chathistory" && _batches.Count < MaxBatches)
            _batches[reference[1..]] = new Batch(At(message, 2));
        else if (reference is ['-', ..] && _batches.Remove(reference[1..], out Batch? batch)
            && batch.Messages >= HistoryLimit)
            AskHistory(batch.Room); // there may be more
    }

    private void Tell(IrcEventKind kind, IrcMessage message, int roomAt) =>
        tell(new IrcClientEvent(kind, Last(message, from: roomAt + 1)) { Room = At(message, roomAt) });

    private static string At(IrcMessage message, int index) =>
        index < message.Parameters.Count ? message.Parameters[index] : "";

    private IrcClientEvent InRoom(IrcMessage message, IrcEventKind kind) =>
        About(message, kind, Last(message, from: 1)) with { Room = At(message, 0) };

    private IrcClientEvent About(IrcMessage message, IrcEventKind kind, string text)
    {
        string? nick = message.Source?.Split('!')[0];
        bool hasTime = DateTimeOffset.TryParse(
            message.TagValue("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        return new IrcClientEvent(kind, text)
        {
            Nick = nick,
            Account = message.TagValue("account"),
            Time = hasTime ? time : null,
            IsOwn = ChatNameComparer.Instance.Equals(nick, registration.Nick),
        };
    }

    private static string Last(IrcMessage message, int from) =>
        message.Parameters.Count > from ? message.Parameters[^1] : "";

    private sealed class Batch(string room)
    {
        public string Room => room;

        public int Messages { get; set; }
    }
}
