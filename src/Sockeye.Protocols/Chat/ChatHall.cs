namespace Sockeye.Protocols.Chat;

/// <summary>
/// Everybody who is here, the rooms they are in, and what they say. It knows no protocol, no socket and no clock.
/// </summary>
/// <remarks>
/// Not safe for several threads: who owns it sees to it that one thing is done at a time, and says when
/// (<see cref="Now"/>). What happens is told to the members' doors before a call returns, to each in the same order.
/// </remarks>
public sealed class ChatHall
{
    private readonly Dictionary<string, ChatMember> _members = new(ChatNameComparer.Instance);
    private readonly Dictionary<string, ChatMember> _looks = []; // by what a nick looks like
    private readonly Queue<ChatDeparted> _departed = new();
    private readonly ChatTeller _teller = new();

    /// <summary>An empty hall.</summary>
    public ChatHall(ChatLimits limits, IChatHistory history)
    {
        Limits = limits;
        Rooms = new ChatRooms(limits, _teller, history);
        Talk = new ChatTalk(this, _teller, history);
    }

    /// <summary>How much it takes of everything.</summary>
    public ChatLimits Limits { get; }

    /// <summary>When it is: what is done next happens then.</summary>
    public DateTimeOffset Now
    {
        get => _teller.Now;
        set => _teller.Now = value;
    }

    /// <summary>The rooms: who comes and goes, and what holds there.</summary>
    public ChatRooms Rooms { get; }

    /// <summary>What is said.</summary>
    public ChatTalk Talk { get; }

    /// <summary>Everybody who is here.</summary>
    public IReadOnlyCollection<ChatMember> Members => _members.Values;

    /// <summary>The most that were here at a time.</summary>
    public int MostMembers { get; private set; }

    /// <summary>Those who left, from the first to the last.</summary>
    public IEnumerable<ChatDeparted> Departed => _departed;

    /// <summary>Who has a nick; null when nobody has.</summary>
    public ChatMember? Find(string nick) => _members.GetValueOrDefault(nick);

    /// <summary>Whether a nick could be had now, by a member or somebody new.</summary>
    public ChatRefusal CheckNick(string nick, ChatMember? whose = null)
    {
        if (!ChatNames.IsNick(nick, Limits))
            return ChatRefusal.BadName;
        if (Find(nick) is { } holder && holder != whose)
            return ChatRefusal.NickInUse;
        return _looks.TryGetValue(ChatNames.Look(nick), out ChatMember? alike) && alike != whose
            ? ChatRefusal.NickLooksAlike
            : ChatRefusal.None;
    }

    /// <summary>Somebody comes in.</summary>
    /// <param name="person">Who.</param>
    /// <param name="door">What takes events to it.</param>
    /// <param name="isSecure">Whether nobody on the way can read along.</param>
    /// <param name="member">Who it is here, when it was let in.</param>
    public ChatRefusal Enter(
        ChatPerson person, IChatDoor door, bool isSecure, out ChatMember? member)
    {
        member = null;
        if (CheckNick(person.Nick) is not ChatRefusal.None and var refusal)
            return refusal;

        member = new ChatMember(person, door, Now) { IsSecure = isSecure };
        Register(member);
        MostMembers = Math.Max(MostMembers, _members.Count);
        return ChatRefusal.None;
    }

    /// <summary>A member takes another nick. The same nick again is nothing.</summary>
    public ChatRefusal Rename(ChatMember member, string nick)
    {
        if (member.IsGone)
            return ChatRefusal.NoSuchMember; // its nick may be somebody else's by now
        if (CheckNick(nick, member) is not ChatRefusal.None and var refusal)
            return refusal;
        if (member.Nick == nick)
            return ChatRefusal.None;

        Unregister(member);
        Change(member, member.Person with { Nick = nick });
        Register(member);
        return ChatRefusal.None;
    }

    /// <summary>A member leaves. Nothing when it has left.</summary>
    public void Leave(ChatMember member, string reason)
    {
        if (member.IsGone)
            return;

        member.IsGone = true;
        Unregister(member);
        ChatTeller.TellNeighbours(member, new ChatQuit(_teller.By(member), reason));
        Rooms.Forget(member);
        _departed.Enqueue(new ChatDeparted(member.Person, Now));
        if (_departed.Count > Limits.MaxDeparted)
            _departed.Dequeue();
    }

    /// <summary>A member is thrown out by one who runs the hall.</summary>
    public ChatRefusal Expel(ChatMember actor, ChatMember whom, string reason)
    {
        if (!actor.IsOperator)
            return ChatRefusal.OperatorsOnly;

        Leave(whom, $"Killed ({actor.Nick} ({reason}))");
        whom.Door.Close($"Killed by {actor.Nick}: {reason}");
        return ChatRefusal.None;
    }

    /// <summary>A member is away, or back. The same again is not told.</summary>
    /// <param name="member">Who.</param>
    /// <param name="text">Why; null when it is back.</param>
    public void SetAway(ChatMember member, string? text)
    {
        if (member.Away == text)
            return;

        member.Away = text;
        ChatTeller.TellNeighbours(member, new ChatAwayChanged(_teller.By(member), text));
    }

    /// <summary>A member has logged in, or out with null.</summary>
    public void SetAccount(ChatMember member, string? account) =>
        Change(member, member.Person with { Account = account });

    /// <summary>A member tells another real name.</summary>
    public void SetRealName(ChatMember member, string name) => Change(member, member.Person with { RealName = name });

    /// <summary>A member says whether it is a program. Nobody is told.</summary>
    public static void SetBot(ChatMember member, bool isBot) => member.Person = member.Person with { IsBot = isBot };

    /// <summary>A member wants to be found by those who share a room with it only, or by all.</summary>
    public static void SetInvisible(ChatMember member, bool isInvisible) => member.IsInvisible = isInvisible;

    /// <summary>A member begins, or ceases, to run the hall: its door has seen to it that it may.</summary>
    public static void SetOperator(ChatMember member, bool isOperator) => member.IsOperator = isOperator;

    private void Change(ChatMember member, ChatPerson now)
    {
        if (member.Person == now)
            return;

        var changed = new ChatPersonChanged(_teller.By(member), now); // before the change: it says who that was
        member.Person = now;
        ChatTeller.TellNeighboursAndSelf(member, changed);
    }

    private void Register(ChatMember member)
    {
        _members.Add(member.Nick, member);
        _looks[ChatNames.Look(member.Nick)] = member;
    }

    private void Unregister(ChatMember member)
    {
        _members.Remove(member.Nick);
        _looks.Remove(ChatNames.Look(member.Nick));
    }
}

/// <summary>Who has left.</summary>
/// <param name="Person">Who it was.</param>
/// <param name="Time">When.</param>
public sealed record ChatDeparted(ChatPerson Person, DateTimeOffset Time);
