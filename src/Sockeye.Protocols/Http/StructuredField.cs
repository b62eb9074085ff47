namespace Sockeye.Protocols.Http;

/// <summary>
/// Structured fields (RFC 9651): items, and dictionaries of items. A mistake anywhere voids the whole field.
/// </summary>
public static class StructuredField
{
    /// <summary>How many members of a dictionary are read: 64, our choice. One with more is void.</summary>
    public const int MaxMembers = 64;

    /// <summary>Reads a field that is one item (§4.2.3).</summary>
    public static bool TryParseItem(ReadOnlySpan<char> text, out StructuredValue value)
    {
        var reader = new StructuredReader(text);
        reader.SkipSpaces();
        if (!reader.TryTakeItem(out value))
            return false;

        reader.SkipSpaces();
        return reader.IsAtEnd;
    }

    /// <summary>Reads a field that is a dictionary (§4.2.2). Inner lists are not understood, and void it.</summary>
    /// <returns>The members; of a key that is there twice the last. Null when it is void.</returns>
    public static IReadOnlyDictionary<string, StructuredValue>? ParseDictionary(ReadOnlySpan<char> text)
    {
        var members = new Dictionary<string, StructuredValue>();
        var reader = new StructuredReader(text);
        reader.SkipSpaces();
        while (!reader.IsAtEnd)
        {
            if (members.Count == MaxMembers || !TryTakeMember(ref reader, members))
                return null;

            reader.SkipWhitespace();
            if (reader.IsAtEnd)
                return members;
            if (!reader.TryTake(','))
                return null;
            reader.SkipWhitespace();
            if (reader.IsAtEnd)
                return null; // a comma at the end
        }

        return members;
    }

    private static bool TryTakeMember(ref StructuredReader reader, Dictionary<string, StructuredValue> members)
    {
        if (!reader.TryTakeKey(out string key))
            return false;

        var value = new StructuredValue(Boolean: true);
        bool isRead = reader.TryTake('=') ? reader.TryTakeItem(out value) : reader.TrySkipParameters();
        members[key] = value;
        return isRead;
    }
}
