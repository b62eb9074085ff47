using System.Collections;

namespace Sockeye.Files.Storage;

/// <summary>All that a listing lacks. It grows while the listing is read, and is whole when that has ended.</summary>
public sealed class ListingGaps : IEnumerable<ListingGap>
{
    /// <summary>How many are told one by one; of the others only how many. 1,000, our choice: more than anybody reads.
    /// </summary>
    public const int MaxKept = 1_000;

    private const int MaxShown = 10; // in a line of a log, our choice

    private readonly List<ListingGap> _kept = [];
    private readonly SortedDictionary<ListingGapReason, int> _more = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(ListingGap gap)
    {
        Count++;
        if (_kept.Count < MaxKept)
            _kept.Add(gap);
        else
            _more[gap.Reason] = _more.GetValueOrDefault(gap.Reason) + 1;
    }

    /// <inheritdoc/>
    public IEnumerator<ListingGap> GetEnumerator() =>
        _kept.Concat(_more.Select(more => new ListingGap("", more.Value, more.Key, ""))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The first of them in one line; empty when there are none.</summary>
    public override string ToString()
    {
        string shown = string.Join("; ", _kept.Take(MaxShown));
        return Count <= MaxShown ? shown : FormattableString.Invariant($"{shown}; and {Count - MaxShown} more");
    }
}
