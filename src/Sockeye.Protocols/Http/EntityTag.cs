namespace Sockeye.Protocols.Http;

/// <summary>The name of one state of a resource (RFC 9110 §8.8.3): <c>"abc"</c>, or weak <c>W/"abc"</c>.</summary>
/// <param name="Opaque">What is between the quotes.</param>
/// <param name="IsWeak">Whether two states of that name need not be the same to the byte.</param>
public readonly record struct EntityTag(string Opaque, bool IsWeak = false)
{
    /// <summary>Reads a tag at the start of <paramref name="text"/>.</summary>
    /// <param name="text">What is left of the field; on success what stands behind the tag.</param>
    /// <param name="tag">The tag.</param>
    public static bool TryTake(ref ReadOnlySpan<char> text, out EntityTag tag)
    {
        tag = default;
        bool isWeak = text.StartsWith("W/");
        ReadOnlySpan<char> quoted = isWeak ? text[2..] : text;
        if (quoted.IsEmpty || quoted[0] != '"')
            return false;

        int end = quoted[1..].IndexOf('"');
        if (end < 0 || quoted.Slice(1, end).ContainsAnyInRange('\0', ' ') || quoted.Slice(1, end).Contains('\x7f'))
            return false;

        tag = new EntityTag(quoted.Slice(1, end).ToString(), isWeak);
        text = quoted[(end + 2)..];
        return true;
    }

    /// <summary>Whether both are the same state, to the byte (§8.8.3.2).</summary>
    public bool StronglyEquals(EntityTag other) => !IsWeak && !other.IsWeak && Opaque == other.Opaque;

    /// <summary>Whether both are as good as the same state (§8.8.3.2).</summary>
    public bool WeaklyEquals(EntityTag other) => Opaque == other.Opaque;

    /// <summary>As it stands in a field.</summary>
    public override string ToString() => IsWeak ? $"W/\"{Opaque}\"" : $"\"{Opaque}\"";
}
