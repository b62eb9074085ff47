namespace Sockeye.Protocols.Chat.Lines;

/// <summary>Why a hall did not do something, in words for who asked for it.</summary>
internal static class ChatLineRefusals
{
    public static string WordsOf(ChatRefusal refusal) => refusal switch
    {
        ChatRefusal.NoSuchMember => "There is nobody of that name.",
        ChatRefusal.NoSuchRoom => "There is no such room.",
        ChatRefusal.BadName =>
            "That cannot be a name: letters, digits and - _ are fine, without blanks, a letter first.",
        ChatRefusal.NickInUse => "Somebody has that name already.",
        ChatRefusal.NickLooksAlike => "Somebody has a name that looks the same.",
        ChatRefusal.NotInRoom => "You are not in that room.",
        ChatRefusal.OtherNotInRoom => "That one is not in the room.",
        ChatRefusal.OtherInRoomAlready => "That one is in the room already.",
        ChatRefusal.RankTooLow => "Only operators of the room may do that.",
        ChatRefusal.Banned => "You are banned from that room.",
        ChatRefusal.InviteOnly => "One has to be invited into that room.",
        ChatRefusal.BadKey => "That room needs a key: /join ROOM KEY",
        ChatRefusal.RoomIsFull => "That room is full.",
        ChatRefusal.LoginNeeded => "That room is only for those with an account.",
        ChatRefusal.MayNotSpeak => "You may not speak in that room.",
        ChatRefusal.TooManyRooms => "You are in as many rooms as you may be.",
        ChatRefusal.HallIsFull => "There are as many rooms as there may be.",
        ChatRefusal.ListIsFull => "That list is full.",
        ChatRefusal.OperatorsOnly => "Only those who run the hall may do that.",
        _ => "",
    };
}
