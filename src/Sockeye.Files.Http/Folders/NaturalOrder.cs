namespace Sockeye.Files.Http.Folders;

/// <summary>
/// The order in which people count: <c>file2</c> before <c>File10</c>. Numbers by their value, letters without their
/// case; equals by their code points, so that there is one order only.
/// </summary>
/// <remarks>A number is a row of ASCII digits of any length.</remarks>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? one, string? other)
    {
        int natural = Compare(one.AsSpan(), other.AsSpan());
        return natural != 0 ? natural : string.CompareOrdinal(one, other);
    }

    private static int Compare(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        while (!one.IsEmpty && !other.IsEmpty)
        {
            int result = char.IsAsciiDigit(one[0]) && char.IsAsciiDigit(other[0])
                ? CompareNumbers(TakeNumber(ref one), TakeNumber(ref other))
                : char.ToUpperInvariant(TakeOne(ref one)).CompareTo(char.ToUpperInvariant(TakeOne(ref other)));
            if (result != 0)
                return result;
        }

        return one.Length.CompareTo(other.Length);
    }

    private static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);

    // Without its leading zeros: the longer is the larger.
    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = length < 0 ? text : text[..length];
        text = text[number.Length..];
        return number.TrimStart('0');
    }

    private static char TakeOne(ref ReadOnlySpan<char> text)
    {
        char taken = text[0];
        text = text[1..];
        return taken;
    }
}
