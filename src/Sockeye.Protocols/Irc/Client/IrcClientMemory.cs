using System.Text;
using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Irc.Client;

/// <summary>What outlives a connection: our rooms, what was last heard in each, and what is still to be said.</summary>
public sealed class IrcClientMemory
{
    // ":nick!user@host " as others are sent it: nick 30, user 12, host 63, as the servers of the large networks allow.
    private const int MaxSourceBytes = 1 + 30 + 1 + 12 + 1 + 63 + 1;
    private const int MaxRooms = 1_000; // ten times what servers allow
    private const int MaxIds = 1_000; // per room: as much history as servers give at once

    private readonly Dictionary<string, RoomMemory> _rooms = new(ChatNameComparer.Instance);
    private readonly Queue<IrcMessage> _waiting = [];

    /// <summary>The rooms that we are in, or want to be in again.</summary>
    public IReadOnlyCollection<string> Rooms => _rooms.Keys;

    /// <summary>How many lines wait to be said.</summary>
    public int WaitingLines => _waiting.Count;

    /// <summary>How many lines were said of which it is not known whether the server had them.</summary>
    public int UnconfirmedLines { get; internal set; }

    /// <summary>How many lines the server is known to have dealt with.</summary>
    public long ConfirmedLines { get; internal set; }

    /// <summary>Whether one more room can be kept: a server can put us into as many as it likes.</summary>
    internal bool HasRoom(string room) => _rooms.Count < MaxRooms || _rooms.ContainsKey(room);

    /// <summary>Wants to be in a room.</summary>
    /// <param name="room">Its name, with the mark before it.</param>
    /// <param name="key">Its key; null where it has none.</param>
    public void Want(string room, string? key = null) => _rooms.TryAdd(room, new RoomMemory(key));

    /// <summary>Says a text, in as many lines as it takes, when the turn of each comes.</summary>
    /// <param name="target">A room, or a nick.</param>
    /// <param name="text">Line endings in it become spaces, as NUL does.</param>
    /// <param name="isAction">As <c>/me</c> does.</param>
    public void Say(string target, string text, bool isAction = false)
    {
        int room = IrcLimits.MaxTextBytes - MaxSourceBytes - "PRIVMSG  :".Length - Encoding.UTF8.GetByteCount(target)
            - (isAction ? IrcAction.ExtraBytes : 0);
        string oneLine = text.Replace('\0', ' ').Replace('\r', ' ').Replace('\n', ' ');
        foreach (string piece in IrcTextSplitter.Split(oneLine, Math.Max(room, 4)))
        {
            string said = isAction ? IrcAction.Tell(piece) : piece;
            if (piece.Length > 0)
                _waiting.Enqueue(new IrcMessage("PRIVMSG", target, said) { HasColon = true });
        }
    }

    internal void Forget(string room) => _rooms.Remove(room);

    internal string? KeyOf(string room) => _rooms.GetValueOrDefault(room)?.Key;

    internal bool TryTake(out IrcMessage? message) => _waiting.TryDequeue(out message);

    /// <summary>
    /// From where a room's history is wanted: <c>msgid=…</c>, or <c>timestamp=…</c>; null for nowhere.
    /// </summary>
    internal string? LastHeardIn(string room) => _rooms.GetValueOrDefault(room)?.Last;

    /// <summary>The connection is lost.</summary>
    /// <returns>Of how many lines it is not known whether they arrived. They are not said again.</returns>
    public int OnLost()
    {
        int unknown = UnconfirmedLines;
        UnconfirmedLines = 0;
        return unknown;
    }

    /// <summary>Notes what was heard.</summary>
    /// <returns>false where it had been heard already.</returns>
    internal bool TryHear(string room, string? id, string? time)
    {
        if (!_rooms.TryGetValue(room, out RoomMemory? memory))
            return true;
        if (id is not null && !memory.Ids.Add(id))
            return false;

        if (id is not null)
            memory.Order.Enqueue(id);
        if (memory.Order.Count > MaxIds)
            memory.Ids.Remove(memory.Order.Dequeue());
        memory.Last = id is not null ? $"msgid={id}" : time is not null ? $"timestamp={time}" : memory.Last;
        return true;
    }

    private sealed class RoomMemory(string? key)
    {
        public string? Key => key;

        public string? Last { get; set; }

        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public Queue<string> Order { get; } = [];
    }
}
