namespace Sockeye.Protocols.Chat;

/// <summary>Masks of people, in the order in which they were set.</summary>
/// <remarks>
/// A mask is <c>nick!user@host</c> with <c>*</c> and <c>?</c>, or <c>$a:account</c> (IRCv3 account-extban); <c>$a</c>
/// alone is who has logged in, and <c>$~a</c> who has not.
/// </remarks>
public sealed class ChatMaskList
{
    private readonly List<ChatMaskEntry> _entries = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<ChatMaskEntry> Entries => _entries;

    /// <summary>Whether one of them is of this person.</summary>
    public bool Has(ChatPerson person)
    {
        foreach (ChatMaskEntry entry in _entries)
        {
            if (IsOf(entry.Mask, person))
                return true;
        }

        return false;
    }

    internal bool Contains(string mask) =>
        _entries.Exists(entry => ChatNameComparer.Instance.Equals(entry.Mask, mask));

    internal void Add(ChatMaskEntry entry) => _entries.Add(entry);

    internal void Remove(string mask) =>
        _entries.RemoveAll(entry => ChatNameComparer.Instance.Equals(entry.Mask, mask));

    /// <summary>Whether a mask is of a person.</summary>
    internal static bool IsOf(string mask, ChatPerson person)
    {
        if (!mask.StartsWith('$'))
            return ChatMask.Matches(mask, person.Mask);

        bool isNegated = mask.StartsWith("$~", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = mask.AsSpan(isNegated ? 2 : 1);
        if (rest is not "a" && !rest.StartsWith("a:"))
            return false; // not understood: of nobody, also when it is turned round

        bool matches = person.Account is { } account && (rest is "a" || ChatMask.Matches(rest[2..], account));
        return matches != isNegated;
    }
}

/// <summary>A mask of a list.</summary>
/// <param name="Mask">Whole, with its three parts, or of an account.</param>
/// <param name="By">Who set it: <c>nick!user@host</c>.</param>
/// <param name="Time">When.</param>
public sealed record ChatMaskEntry(string Mask, string By, DateTimeOffset Time);
