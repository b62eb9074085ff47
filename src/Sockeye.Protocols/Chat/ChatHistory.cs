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
/// <remarks>When all together are too much, the longest conversation loses its older half.</remarks>
/// <param name="maxMessages">How many of each are kept.</param>
/// <param name="maxChars">How much of all, in UTF-16 units.</param>
public sealed class ChatMemory(int maxMessages, long maxChars = ChatMemory.DefaultMaxChars) : IChatHistory
{
    /// <summary>How much is kept by default: 64 MiB.</summary>
    public const long DefaultMaxChars = 32 * 1024 * 1024;

    private const int CharsOfMessage = 128; // what a message takes beside its text, about

    private readonly Dictionary<string, Conversation> _conversations = new(ChatNameComparer.Instance);
    private long _chars;

    /// <inheritdoc/>
    public void Add(string conversation, ChatSaid said)
    {
        if (maxMessages == 0)
            return;
        if (!_conversations.TryGetValue(conversation, out Conversation? one))
            _conversations[conversation] = one = new Conversation();
        if (one.Messages.Count == 2 * maxMessages)
            Drop(one, maxMessages); // many at once, so that it costs little for each
        one.Messages.Add(said);
        one.Chars += SizeOf(said);
        _chars += SizeOf(said);
        if (_chars > maxChars)
            DropFromLongest();
    }

    /// <inheritdoc/>
    public void Forget(string conversation)
    {
        if (_conversations.Remove(conversation, out Conversation? one))
            _chars -= one.Chars;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChatSaid> Read(string conversation, ChatHistoryRange range)
    {
        if (!_conversations.TryGetValue(conversation, out Conversation? one))
            return [];

        List<ChatSaid> all = one.Messages;
        int kept = Math.Max(0, all.Count - maxMessages);
        int first = range.After is { } after ? Math.Max(kept, FindAfter(all, after.Value)) : kept;
        int end = range.Before is { } before ? Find(all, before.Value) : all.Count;
        int count = Math.Clamp(end - first, 0, Math.Max(0, range.Limit));
        return all.GetRange(range.FromEnd ? end - count : first, count);
    }

    private static int SizeOf(ChatSaid said) => CharsOfMessage + said.Words.Text.Length;

    private void DropFromLongest()
    {
        (string name, Conversation longest) = _conversations.MaxBy(static one => one.Value.Chars);
        Drop(longest, (longest.Messages.Count + 1) / 2);
        if (longest.Messages.Count == 0)
            _conversations.Remove(name);
    }

    private void Drop(Conversation one, int count)
    {
        int chars = one.Messages.Take(count).Sum(SizeOf);
        one.Messages.RemoveRange(0, count);
        one.Chars -= chars;
        _chars -= chars;
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

    private sealed class Conversation
    {
        public List<ChatSaid> Messages { get; } = [];

        public long Chars { get; set; }
    }
}
