using System.Globalization;

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

/// <summary>One bare item of a structured field (RFC 9651 §3.3), of the kinds that our fields have.</summary>
/// <param name="Boolean">For <c>?0</c> and <c>?1</c>.</param>
/// <param name="Number">For up to 15 digits.</param>
/// <param name="Text">For a string or a token.</param>
/// <param name="Bytes">For <c>:base64:</c>.</param>
public readonly record struct StructuredValue(
    bool? Boolean = null, long? Number = null, string? Text = null, ReadOnlyMemory<byte>? Bytes = null);

/// <summary>Reads the bare items and keys of structured fields (RFC 9651 §4.2) from left to right.</summary>
internal ref struct StructuredReader(ReadOnlySpan<char> text)
{
    private const int MaxIntegerDigits = 15; // RFC 9651 §3.3.1

    private ReadOnlySpan<char> _text = text;

    public readonly bool IsAtEnd => _text.IsEmpty;

    public void SkipSpaces() => _text = _text.TrimStart(' ');

    public void SkipWhitespace() => _text = _text.TrimStart(" \t");

    public bool TryTake(char expected)
    {
        if (_text.IsEmpty || _text[0] != expected)
            return false;

        _text = _text[1..];
        return true;
    }

    public bool TryTakeKey(out string key)
    {
        int length = 0;
        while (length < _text.Length && IsKeyChar(_text[length], isFirst: length == 0))
            length++;
        key = Take(length).ToString();
        return length > 0;
    }

    public bool TryTakeItem(out StructuredValue value)
    {
        value = default;
        if (_text.IsEmpty || !TryTakeBareItem(out value))
            return false;

        return TrySkipParameters();
    }

    /// <summary>Parameters mean nothing in our fields; they must be well formed all the same.</summary>
    public bool TrySkipParameters()
    {
        while (TryTake(';'))
        {
            SkipSpaces();
            if (!TryTakeKey(out _) || (TryTake('=') && !TryTakeBareItem(out _)))
                return false;
        }

        return true;
    }

    private bool TryTakeBareItem(out StructuredValue value)
    {
        value = default;
        return (_text.IsEmpty ? '\0' : _text[0]) switch
        {
            '?' => TryTakeBoolean(out value),
            '-' or (>= '0' and <= '9') => TryTakeInteger(out value),
            '"' => TryTakeString(out value),
            ':' => TryTakeBytes(out value),
            var first when char.IsAsciiLetter(first) || first == '*' => TryTakeToken(out value),
            _ => false,
        };
    }

    private bool TryTakeBoolean(out StructuredValue value)
    {
        value = default;
        if (_text.Length < 2 || _text[1] is not ('0' or '1'))
            return false;

        value = new StructuredValue(Boolean: Take(2)[1] == '1');
        return true;
    }

    // A decimal is none of ours: it is refused as a whole.
    private bool TryTakeInteger(out StructuredValue value)
    {
        int start = _text[0] == '-' ? 1 : 0;
        int end = start;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            end++;
        value = default;
        bool isInteger = end > start && end - start <= MaxIntegerDigits && (end == _text.Length || _text[end] != '.');
        if (isInteger)
            value = new StructuredValue(
                Number: long.Parse(Take(end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return isInteger;
    }

    private bool TryTakeString(out StructuredValue value)
    {
        value = default;
        var content = new System.Text.StringBuilder();
        for (int at = 1; at < _text.Length; at++)
        {
            char c = _text[at];
            if (c == '"')
            {
                _ = Take(at + 1);
                value = new StructuredValue(Text: content.ToString());
                return true;
            }

            if (c == '\\' && (++at == _text.Length || (c = _text[at]) is not ('"' or '\\')))
                return false;
            if (c is < ' ' or > '~')
                return false;
            content.Append(c);
        }

        return false;
    }

    private bool TryTakeBytes(out StructuredValue value)
    {
        value = default;
        int end = _text[1..].IndexOf(':');
        if (end < 0 || _text.Slice(1, end).ContainsAny(" \t\r\n"))
            return false;

        byte[] bytes = new byte[end];
        if (!Convert.TryFromBase64Chars(_text.Slice(1, end), bytes, out int length))
            return false;

        _ = Take(end + 2);
        value = new StructuredValue(Bytes: bytes.AsMemory(0, length));
        return true;
    }

    private bool TryTakeToken(out StructuredValue value)
    {
        int length = 1;
        while (length < _text.Length && IsTokenChar(_text[length]))
            length++;
        value = new StructuredValue(Text: Take(length).ToString());
        return true;
    }

    private ReadOnlySpan<char> Take(int length)
    {
        ReadOnlySpan<char> taken = _text[..length];
        _text = _text[length..];
        return taken;
    }

    private static bool IsKeyChar(char c, bool isFirst) =>
        char.IsAsciiLetterLower(c) || c == '*' || (!isFirst && (char.IsAsciiDigit(c) || c is '_' or '-' or '.'));

    private static bool IsTokenChar(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~:/".Contains(c);
}
