namespace Sockeye.Protocols.Http;

/// <summary>The elements of Forwarded, each the parameters that a proxy has appended (RFC 7239 §4).</summary>
/// <remarks>
/// <code>
/// element = [ pair ] *( ";" [ pair ] )      pair = token "=" ( token / quoted-string )
/// </code>
/// Whoever sends the request may have left a quote open, so that what our proxy appends would stand within it. So an
/// element that breaks the grammar says nothing, and ends at its first comma: the next one begins there.
/// </remarks>
internal static class ForwardedElements
{
    /// <summary>Reads a field; names of parameters in either case.</summary>
    public static IEnumerable<Dictionary<string, string>> Of(string? field)
    {
        for (int at = 0; at < (field ?? "").Length; at++)
        {
            var element = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            int start = SkipBlanks(field!, at);
            if (!TryTakeElement(field!, start, element, out int end))
            {
                element.Clear();
                int comma = field!.IndexOf(',', start);
                end = comma < 0 ? field.Length : comma;
            }

            if (end > start)
                yield return element;
            at = end;
        }
    }

    // Up to the comma behind it, or the end.
    private static bool TryTakeElement(string field, int at, Dictionary<string, string> element, out int end)
    {
        for (end = SkipBlanks(field, at); ; end = SkipBlanks(field, end + 1))
        {
            bool isEmpty = end == field.Length || field[end] is ',' or ';';
            if (!isEmpty && !TryTakePair(field, ref end, element))
                return false;

            end = SkipBlanks(field, end);
            if (end == field.Length || field[end] == ',')
                return true;
            if (field[end] != ';')
                return false;
        }
    }

    private static bool TryTakePair(string field, ref int at, Dictionary<string, string> element)
    {
        int equals = at + field.AsSpan(at..EndOfWord(field, at)).IndexOf('=');
        if (equals <= at)
            return false;

        string name = field[at..equals];
        at = equals + 1;
        if (at < field.Length && field[at] == '"')
            return TryTakeQuoted(field, ref at, out string quoted) && element.TryAdd(name, quoted);

        int end = EndOfWord(field, at);
        string word = field[at..end];
        at = end;
        return word.Length > 0 && element.TryAdd(name, word); // none may be there twice
    }

    // RFC 9110 §5.6.4: a backslash before any character stands for that.
    private static bool TryTakeQuoted(string field, ref int at, out string value)
    {
        var text = new System.Text.StringBuilder();
        for (at++; at < field.Length && field[at] != '"'; at++)
        {
            if (field[at] == '\\' && at + 1 < field.Length)
                at++;
            text.Append(field[at]);
        }

        value = text.ToString();
        return at++ < field.Length;
    }

    // More than a token has: addresses stand without quotes too, with a port or in brackets.
    private static int EndOfWord(string field, int at)
    {
        int length = field.AsSpan(at).IndexOfAny("\",; \t");
        return length < 0 ? field.Length : at + length;
    }

    private static int SkipBlanks(string field, int at)
    {
        while (at < field.Length && field[at] is ' ' or '\t')
            at++;
        return at;
    }
}
