namespace Sockeye.Protocols.Http;

/// <summary>An item of a list with weights (RFC 9110 §12.4.2).</summary>
/// <param name="value">What stands before the parameters.</param>
/// <param name="weight">0 to 1,000: thousandths of <c>q</c>.</param>
internal readonly ref struct WeightedItem(ReadOnlySpan<char> value, int weight)
{
    public ReadOnlySpan<char> Value { get; } = value;

    public int Weight { get; } = weight;
}
