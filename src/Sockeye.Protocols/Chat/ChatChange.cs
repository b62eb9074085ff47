namespace Sockeye.Protocols.Chat;

/// <summary>One thing in a room is, or is to be, otherwise.</summary>
/// <param name="What">Which.</param>
/// <param name="IsSet">Whether it begins to hold.</param>
/// <param name="Value">The nick, mask, key or number; null where there is none.</param>
public readonly record struct ChatChange(ChatSetting What, bool IsSet, string? Value = null);

/// <summary>What can be changed in a room.</summary>
public enum ChatSetting
{
    /// <summary><see cref="ChatRoomRules.InviteOnly"/>.</summary>
    InviteOnly,

    /// <summary><see cref="ChatRoomRules.Moderated"/>.</summary>
    Moderated,

    /// <summary><see cref="ChatRoomRules.NoOutsideMessages"/>.</summary>
    NoOutsideMessages,

    /// <summary><see cref="ChatRoomRules.Secret"/>.</summary>
    Secret,

    /// <summary><see cref="ChatRoomRules.TopicLocked"/>.</summary>
    TopicLocked,

    /// <summary><see cref="ChatRoomRules.LoginOnly"/>.</summary>
    LoginOnly,

    /// <summary>What must be known to come in.</summary>
    Key,

    /// <summary>How many may be in it.</summary>
    Limit,

    /// <summary>Who may not come in.</summary>
    Ban,

    /// <summary>Who may all the same.</summary>
    BanException,

    /// <summary>Who needs no invitation.</summary>
    InviteException,

    /// <summary><see cref="ChatRank.Voice"/> of a member.</summary>
    Voice,

    /// <summary><see cref="ChatRank.HalfOperator"/> of a member.</summary>
    HalfOperator,

    /// <summary><see cref="ChatRank.Operator"/> of a member.</summary>
    Operator,

    /// <summary><see cref="ChatRank.Admin"/> of a member.</summary>
    Admin,

    /// <summary><see cref="ChatRank.Founder"/> of a member.</summary>
    Founder,
}

/// <summary>Why a hall did not do what a member asked for.</summary>
public enum ChatRefusal
{
    /// <summary>It did.</summary>
    None,

    /// <summary>There is nobody of that nick.</summary>
    NoSuchMember,

    /// <summary>There is no such room, or none that the member may know of.</summary>
    NoSuchRoom,

    /// <summary>The name cannot be one.</summary>
    BadName,

    /// <summary>Somebody has that nick.</summary>
    NickInUse,

    /// <summary>Somebody has a nick that looks the same.</summary>
    NickLooksAlike,

    /// <summary>The member is not in the room.</summary>
    NotInRoom,

    /// <summary>The one it is about is not in the room.</summary>
    OtherNotInRoom,

    /// <summary>The one it is about is in the room already.</summary>
    OtherInRoomAlready,

    /// <summary>The member's rank in the room is too low.</summary>
    RankTooLow,

    /// <summary>The member is banned from the room.</summary>
    Banned,

    /// <summary>The member was not invited.</summary>
    InviteOnly,

    /// <summary>The member does not know the key.</summary>
    BadKey,

    /// <summary>The room has as many as it may have.</summary>
    RoomIsFull,

    /// <summary>Only who has logged in may come in.</summary>
    LoginNeeded,

    /// <summary>The member may not speak there.</summary>
    MayNotSpeak,

    /// <summary>The member is in as many rooms as it may be.</summary>
    TooManyRooms,

    /// <summary>The hall has as many rooms as it may have.</summary>
    HallIsFull,

    /// <summary>A list of masks is full.</summary>
    ListIsFull,

    /// <summary>Only those who run the hall may.</summary>
    OperatorsOnly,
}
