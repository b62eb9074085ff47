using System.Globalization;

namespace Sockeye.Protocols.Chat;

/// <summary>Changes what holds in a room, for one who wants to.</summary>
/// <param name="room">Where.</param>
/// <param name="actor">Who.</param>
/// <param name="now">When.</param>
/// <param name="limits">How much it takes.</param>
internal sealed class ChatRoomSettings(ChatRoom room, ChatMember actor, DateTimeOffset now, ChatLimits limits)
{
    /// <param name="change">What is to be otherwise.</param>
    /// <param name="applied">What is, as it is to be told; null when nothing is.</param>
    public ChatRefusal TryApply(ChatChange change, out ChatChange? applied)
    {
        applied = null;
        ChatRank mine = room.RankOf(actor) ?? ChatRank.None;
        ChatMember? whom = RankOf(change.What) == ChatRank.None ? null : Find(change.Value);
        bool givesUp = whom == actor && whom is not null && !change.IsSet;
        if (mine < NeededFor(change.What) && !givesUp)
            return room.RankOf(actor) is null ? ChatRefusal.NotInRoom : ChatRefusal.RankTooLow;
        if (!IsWhole(change))
            return ChatRefusal.BadName;
        if (RuleOf(change.What) is not ChatRoomRules.None and var rule)
            applied = Apply(change, rule);
        else if (RankOf(change.What) is not ChatRank.None and var rank)
            return Apply(change, rank, whom, out applied);
        else if (ListOf(change.What) is { } list)
            return Apply(change, list, out applied);
        else
            applied = Apply(change);
        return ChatRefusal.None;
    }

    private static ChatRoomRules RuleOf(ChatSetting what) => what switch
    {
        ChatSetting.InviteOnly => ChatRoomRules.InviteOnly,
        ChatSetting.Moderated => ChatRoomRules.Moderated,
        ChatSetting.NoOutsideMessages => ChatRoomRules.NoOutsideMessages,
        ChatSetting.Secret => ChatRoomRules.Secret,
        ChatSetting.TopicLocked => ChatRoomRules.TopicLocked,
        ChatSetting.LoginOnly => ChatRoomRules.LoginOnly,
        _ => ChatRoomRules.None,
    };

    private static ChatRank RankOf(ChatSetting what) => what switch
    {
        ChatSetting.Voice => ChatRank.Voice,
        ChatSetting.HalfOperator => ChatRank.HalfOperator,
        ChatSetting.Operator => ChatRank.Operator,
        ChatSetting.Admin => ChatRank.Admin,
        ChatSetting.Founder => ChatRank.Founder,
        _ => ChatRank.None,
    };

    // Half-operators give voice, operators all that is not above them; who is above is made by a founder alone.
    private static ChatRank NeededFor(ChatSetting what) => what switch
    {
        ChatSetting.Voice => ChatRank.HalfOperator,
        ChatSetting.Admin or ChatSetting.Founder => ChatRank.Founder,
        _ => ChatRank.Operator,
    };

    private ChatMaskList? ListOf(ChatSetting what) => what switch
    {
        ChatSetting.Ban => room.Bans,
        ChatSetting.BanException => room.BanExceptions,
        ChatSetting.InviteException => room.InviteExceptions,
        _ => null,
    };

    // What needs a value has one that it can have.
    private bool IsWhole(ChatChange change) => change.What switch
    {
        ChatSetting.Key => !change.IsSet || !string.IsNullOrEmpty(change.Value),
        ChatSetting.Limit => !change.IsSet || NumberOf(change.Value) > 0,
        _ => ListOf(change.What) is null || !string.IsNullOrEmpty(change.Value),
    };

    private static int? NumberOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private ChatMember? Find(string? nick) =>
        room.Members.Keys.FirstOrDefault(member => ChatNameComparer.Instance.Equals(member.Nick, nick));

    private ChatChange? Apply(ChatChange change, ChatRoomRules rule)
    {
        ChatRoomRules before = room.Rules;
        room.Rules = change.IsSet ? before | rule : before & ~rule;
        return room.Rules == before ? null : change;
    }

    private ChatRefusal Apply(ChatChange change, ChatRank rank, ChatMember? whom, out ChatChange? applied)
    {
        applied = null;
        if (whom is null)
            return ChatRefusal.OtherNotInRoom;

        ChatRank before = room.RankOf(whom)!.Value;
        ChatRank after = change.IsSet ? before | rank : before & ~rank;
        if (after == before)
            return ChatRefusal.None;

        room.Set(whom, after);
        applied = change with { Value = whom.Nick };
        return ChatRefusal.None;
    }

    private ChatRefusal Apply(ChatChange change, ChatMaskList list, out ChatChange? applied)
    {
        applied = null;
        string mask = change.Value![0] == '$' ? change.Value : ChatMask.Complete(change.Value);
        if (list.Contains(mask) == change.IsSet)
            return ChatRefusal.None;
        if (change.IsSet && list.Entries.Count >= limits.MaxMasks)
            return ChatRefusal.ListIsFull;

        if (change.IsSet)
            list.Add(new ChatMaskEntry(mask, actor.Person.Mask, now));
        else
            list.Remove(mask);
        applied = change with { Value = mask };
        return ChatRefusal.None;
    }

    private ChatChange? Apply(ChatChange change)
    {
        if (change.What == ChatSetting.Key)
        {
            string? key = change.IsSet ? change.Value : null;
            string? old = room.Key;
            room.Key = key;
            return key == old ? null : change with { Value = key ?? old };
        }

        int? limit = change.IsSet ? NumberOf(change.Value) : null;
        bool isSame = limit == room.Limit;
        room.Limit = limit;
        return isSame ? null : change with { Value = change.IsSet ? change.Value : null };
    }
}
