namespace Sockeye.Protocols.Http;

/// <summary>A list with weights: <c>br;q=0.9, gzip</c> (RFC 9110 §12.4.2). Wrong items are left out.</summary>
/// <remarks>Reads at most 32 items, our choice: browsers send six.</remarks>
internal ref struct WeightedList(ReadOnlySpan<char> field)
{
    private const int MaxItems = 32;
    private const int FullWeight = 1000;

    private ReadOnlySpan<char> _left = field;
    private int _items;

    public WeightedItem Current { get; private set; }

    public readonly WeightedList GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_left.IsEmpty && _items++ < MaxItems)
        {
            int comma = _left.IndexOf(',');
            ReadOnlySpan<char> item = comma < 0 ? _left : _left[..comma];
            _left = comma < 0 ? [] : _left[(comma + 1)..];
            if (TryParse(item, out WeightedItem parsed))
            {
                Current = parsed;
                return true;
            }
        }

        return false;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out WeightedItem item)
    {
        int semicolon = text.IndexOf(';');
        ReadOnlySpan<char> value = (semicolon < 0 ? text : text[..semicolon]).Trim(" \t");
        int weight = FullWeight;
        while (semicolon >= 0)
        {
            text = text[(semicolon + 1)..];
            semicolon = text.IndexOf(';');
            ReadOnlySpan<char> parameter = (semicolon < 0 ? text : text[..semicolon]).Trim(" \t");
            bool isWeight = parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase);
            if (isWeight && !TryParseWeight(parameter[2..], out weight))
                weight = -1;
        }

        item = new WeightedItem(value, weight);
        return !value.IsEmpty && weight >= 0;
    }

    // 0, 0.5, 1, 1.000: one digit, and up to three behind the point.
    private static bool TryParseWeight(ReadOnlySpan<char> text, out int weight)
    {
        weight = 0;
        if (text.IsEmpty || text.Length > 5 || text[0] is not ('0' or '1') || (text.Length > 1 && text[1] != '.'))
            return false;

        weight = (text[0] - '0') * FullWeight;
        int unit = FullWeight;
        foreach (char digit in text.Length > 1 ? text[2..] : [])
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            unit /= 10;
            weight += (digit - '0') * unit;
        }

        return weight <= FullWeight;
    }
}

/// <summary>An item of a list with weights (RFC 9110 §12.4.2).</summary>
/// <param name="value">What stands before the parameters.</param>
/// <param name="weight">0 to 1,000: thousandths of <c>q</c>.</param>
internal readonly ref struct WeightedItem(ReadOnlySpan<char> value, int weight)
{
    public ReadOnlySpan<char> Value { get; } = value;

    public int Weight { get; } = weight;
}
