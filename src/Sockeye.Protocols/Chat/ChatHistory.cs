namespace Sockeye.Protocols.Chat;

/// <summary>What was said, kept for a while.</summary>
public interface IChatHistory
{
    /// <summary>Keeps a message. Those of one conversation come in order.</summary>
    /// <param name="conversation">The name of a room, or of what two accounts have with each other.</param>
    /// <param name="said">What was said.</param>
    void Add(string conversation, ChatSaid said);

    /// <summary>A room has gone, and what was said there with it: who opens it anew is somebody else.</summary>
    void Forget(string conversation)
    {
    }

    /// <summary>Some of what was said, from the oldest to the newest.</summary>
    IReadOnlyList<ChatSaid> Read(string conversation, ChatHistoryRange range);
}

/// <summary>A part of a conversation.</summary>
/// <param name="After">Only what came later; null from the beginning.</param>
/// <param name="Before">Only what came earlier; null to the end.</param>
/// <param name="Limit">How many messages at most.</param>
/// <param name="FromEnd">Whether the last of them are meant where there are more, not the first.</param>
public readonly record struct ChatHistoryRange(ChatEventId? After, ChatEventId? Before, int Limit, bool FromEnd);

/// <summary>The last messages of each conversation, in memory.</summary>
/// <param name="maxMessages">How many of each are kept.</param>
public sealed class ChatMemory(int maxMessages) : IChatHistory
{
    private readonly Dictionary<string, List<ChatSaid>> _conversations = new(ChatNameComparer.Instance);

    /// <inheritdoc/>
    public void Add(string conversation, ChatSaid said)
    {
        if (maxMessages == 0)
            return;
        if (!_conversations.TryGetValue(conversation, out List<ChatSaid>? all))
            _conversations[conversation] = all = [];
        if (all.Count == 2 * maxMessages)
            all.RemoveRange(0, maxMessages); // many at once, so that it costs little for each
        all.Add(said);
    }

    /// <inheritdoc/>
    public void Forget(string conversation) => _conversations.Remove(conversation);

    /// <inheritdoc/>
    public IReadOnlyList<ChatSaid> Read(string conversation, ChatHistoryRange range)
    {
        if (!_conversations.TryGetValue(conversation, out List<ChatSaid>? all))
            return [];

        int kept = Math.Max(0, all.Count - maxMessages);
        int first = range.After is { } after ? Math.Max(kept, FindAfter(all, after.Value)) : kept;
        int end = range.Before is { } before ? Find(all, before.Value) : all.Count;
        int count = Math.Clamp(end - first, 0, Math.Max(0, range.Limit));
        return all.GetRange(range.FromEnd ? end - count : first, count);
    }

    private static int FindAfter(List<ChatSaid> all, long id) => id == long.MaxValue ? all.Count : Find(all, id + 1);

    // Where the first is that is at least so great.
    private static int Find(List<ChatSaid> all, long least)
    {
        int low = 0;
        for (int high = all.Count; low < high;)
        {
            int middle = low + ((high - low) / 2);
            if (all[middle].Id.Value < least)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
