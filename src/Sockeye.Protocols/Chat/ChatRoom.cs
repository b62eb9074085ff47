namespace Sockeye.Protocols.Chat;

/// <summary>A room of a hall: who is in it, and what holds there. Only the hall changes it.</summary>
public sealed class ChatRoom
{
    private readonly Dictionary<ChatMember, ChatRank> _members = [];

    internal ChatRoom(string name, DateTimeOffset now) => (Name, Since) = (name, now);

    /// <summary>Its name, with the mark.</summary>
    public string Name { get; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Who is in it, with what it is there.</summary>
    public IReadOnlyDictionary<ChatMember, ChatRank> Members => _members;

    /// <summary>What it is about; null when nobody has said.</summary>
    public ChatTopic? Topic { get; internal set; }

    /// <summary>What holds in it.</summary>
    public ChatRoomRules Rules { get; internal set; } = ChatRoomRules.OfNewRoom;

    /// <summary>What must be known to come in; null when nothing must.</summary>
    public string? Key { get; internal set; }

    /// <summary>How many may be in it; null when only the hall's limit counts.</summary>
    public int? Limit { get; internal set; }

    /// <summary>Whose room it is: an account; null of a room that goes when the last has left.</summary>
    public string? Founder { get; internal set; }

    /// <summary>Who may not come in, nor speak.</summary>
    public ChatMaskList Bans { get; } = new();

    /// <summary>Who may come in all the same.</summary>
    public ChatMaskList BanExceptions { get; } = new();

    /// <summary>Who needs no invitation.</summary>
    public ChatMaskList InviteExceptions { get; } = new();

    /// <summary>Whether those outside are not told of it.</summary>
    public bool IsSecret => Rules.HasFlag(ChatRoomRules.Secret);

    /// <summary>What a member is here; null when it is not in it.</summary>
    public ChatRank? RankOf(ChatMember member) =>
        _members.TryGetValue(member, out ChatRank rank) ? rank : null;

    /// <summary>Whether somebody may know of it.</summary>
    public bool IsVisibleTo(ChatMember member) => !IsSecret || member.IsOperator || RankOf(member) is not null;

    internal bool IsBanned(ChatPerson person) => Bans.Has(person) && !BanExceptions.Has(person);

    internal void Set(ChatMember member, ChatRank rank)
    {
        _members[member] = rank;
        member.Enter(this, rank);
    }

    internal void Remove(ChatMember member)
    {
        _members.Remove(member);
        member.Leave(this);
    }
}

/// <summary>What a room is about.</summary>
/// <param name="Text">For people.</param>
/// <param name="By">Who said so: <c>nick!user@host</c>.</param>
/// <param name="Time">When.</param>
public sealed record ChatTopic(string Text, string By, DateTimeOffset Time);

/// <summary>What a member is in a room. Each higher one may do what those below may.</summary>
[Flags]
public enum ChatRank
{
    /// <summary>A member like others.</summary>
    None = 0,

    /// <summary>May speak where not everybody may.</summary>
    Voice = 1,

    /// <summary>May also send away those below, and give voice.</summary>
    HalfOperator = 2,

    /// <summary>May also say what holds in the room.</summary>
    Operator = 4,

    /// <summary>Cannot be sent away by operators.</summary>
    Admin = 8,

    /// <summary>Whose room it is.</summary>
    Founder = 16,
}

/// <summary>What may hold in a room.</summary>
[Flags]
public enum ChatRoomRules
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Only who was invited may come in.</summary>
    InviteOnly = 1,

    /// <summary>Only who has a rank may speak.</summary>
    Moderated = 2,

    /// <summary>Only who is inside may speak to it.</summary>
    NoOutsideMessages = 4,

    /// <summary>Who is outside is not told of it.</summary>
    Secret = 8,

    /// <summary>Only operators say what it is about.</summary>
    TopicLocked = 16,

    /// <summary>Only who has logged in may come in.</summary>
    LoginOnly = 32,

    /// <summary>What holds where nobody said otherwise.</summary>
    OfNewRoom = NoOutsideMessages | TopicLocked,
}
