namespace Sockeye.Protocols.Http;

/// <summary>What a Range field asks of a representation (RFC 9110 §14.2).</summary>
/// <remarks>
/// <para>A field that breaks the rules, has another unit or too many parts is as good as none: the whole is the
/// answer.</para>
/// <para>Parts that overlap or touch become one, in ascending order (§15.3.7.2), so that no answer is larger than the
/// representation and what goes around its parts. Others stay in the order in which they were asked for.</para>
/// </remarks>
public sealed class RangeRequest
{
    /// <summary>How many parts a field may ask for: 32, our choice. PDF readers ask for a handful.</summary>
    public const int MaxRanges = 32;

    private const string Unit = "bytes";

    private RangeRequest(IReadOnlyList<ByteRange> ranges) => Ranges = ranges;

    /// <summary>The parts to send; none when nothing that was asked for is there (416).</summary>
    public IReadOnlyList<ByteRange> Ranges { get; }

    /// <summary>Reads a field; null when there is nothing in it that counts, and the whole is the answer.</summary>
    /// <remarks>
    /// So it is when the last bytes of nothing are asked for: they are there (§14.1.2), and no part can say so.
    /// </remarks>
    /// <param name="field">Its value; null when it was not sent.</param>
    /// <param name="whole">Bytes of the whole representation.</param>
    public static RangeRequest? Parse(ReadOnlySpan<char> field, long whole)
    {
        int equals = field.IndexOf('=');
        if (equals < 0 || !field[..equals].Trim(" \t").Equals(Unit, StringComparison.OrdinalIgnoreCase))
            return null;

        var ranges = new List<ByteRange>();
        int asked = 0;
        bool isAllOfNothing = false;
        foreach (Range part in field[(equals + 1)..].Split(','))
        {
            ReadOnlySpan<char> text = field[(equals + 1)..][part].Trim(" \t");
            if (text.IsEmpty)
                continue; // RFC 9110 §5.6.1.2
            if (++asked > MaxRanges || !TryParsePart(text, whole, out ByteRange? range))
                return null;
            if (range is { Length: > 0 } within)
                ranges.Add(within);
            isAllOfNothing |= range is { Length: 0 };
        }

        return asked == 0 || isAllOfNothing ? null : new RangeRequest(Joined(ranges));
    }

    // A part of no length is all of a representation without any.
    private static bool TryParsePart(ReadOnlySpan<char> text, long whole, out ByteRange? range)
    {
        range = null;
        int dash = text.IndexOf('-');
        if (dash < 0)
            return false;

        ReadOnlySpan<char> before = text[..dash];
        ReadOnlySpan<char> after = text[(dash + 1)..];
        if (before.IsEmpty)
        {
            if (!TryParseNumber(after, out long suffix))
                return false;
            if (suffix > 0)
                range = new ByteRange(Math.Max(0, whole - suffix), Math.Min(suffix, whole));
            return true;
        }

        long last = long.MaxValue;
        bool isRange = TryParseNumber(before, out long first) && (after.IsEmpty || TryParseNumber(after, out last));
        if (!isRange || last < first)
            return false;
        if (first < whole)
            range = new ByteRange(first, Math.Min(last, whole - 1) - first + 1);
        return true;
    }

    // As many digits as anybody likes: what does not fit is larger than any file.
    private static bool TryParseNumber(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits.IsEmpty)
            return false;

        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = value > (long.MaxValue - 9) / 10 ? long.MaxValue : (value * 10) + (digit - '0');
        }

        return true;
    }

    private static List<ByteRange> Joined(List<ByteRange> ranges)
    {
        if (ranges.Count < 2)
            return ranges;

        var joined = new List<ByteRange>();
        foreach (ByteRange range in ranges.OrderBy(range => range.Offset))
        {
            if (joined.Count > 0 && range.Offset <= joined[^1].End)
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].End, range.End) - joined[^1].Offset };
            else
                joined.Add(range);
        }

        return joined.Count == ranges.Count ? ranges : joined;
    }
}

/// <summary>A part of a representation, within it and not empty.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How many bytes; at least one.</param>
public readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>The first byte behind it.</summary>
    public long End => Offset + Length;

    /// <summary>The value of Content-Range (RFC 9110 §14.4).</summary>
    /// <param name="whole">Bytes of the whole representation.</param>
    public string ContentRange(long whole) => $"bytes {Offset}-{End - 1}/{whole}";
}
