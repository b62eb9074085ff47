using System.Collections;
using System.Globalization;

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

    /// <summary>
    /// How many hidden names were left out (<see cref="FileRootOptions.HidesDotNames"/>), which the visitor would see
    /// otherwise. They are not missing: whoever shares the folder wants it so.
    /// </summary>
    public int Hidden { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(ListingGap gap)
    {
        Count++;
        if (_kept.Count < MaxKept)
            _kept.Add(gap);
        else
            _more[gap.Reason] = _more.GetValueOrDefault(gap.Reason) + 1;
    }

    internal void CountHidden(bool wouldBeSeen) => Hidden += wouldBeSeen ? 1 : 0;

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

/// <summary>What a listing, a copy or an archive lacks.</summary>
/// <param name="Path">
/// Of what, from the root, escaped: to be read by people, for it need not be a name. Empty: somewhere in it.
/// </param>
/// <param name="Count">How many entries; null: all that is in the directory, and nobody knows how many.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">
/// The same in words that follow the path: "it has a backslash". Of ours, or of the system.
/// </param>
public sealed record ListingGap(string Path, int? Count, ListingGapReason Reason, string Details)
{
    /// <summary>The word for the reason, the same in all protocols and logs.</summary>
    public string Word => Reason switch
    {
        ListingGapReason.Unreadable => "unreadable",
        ListingGapReason.Unnameable => "unnameable",
        _ => "unserved",
    };

    /// <summary>For people: <c>secret/ (unreadable: Permission denied)</c>, <c>12 more (unreadable)</c>.</summary>
    public override string ToString()
    {
        string what = Path.Length == 0 && Count is { } more
            ? string.Create(CultureInfo.InvariantCulture, $"{more} more")
            : $"{Path}{(Count is null ? "/" : "")}";
        return Details.Length == 0 ? $"{what} ({Word})" : $"{what} ({Word}: {Details})";
    }
}

/// <summary>Why a listing, a copy or an archive lacks entries.</summary>
public enum ListingGapReason
{
    /// <summary>The server itself may not read them, or its disk fails.</summary>
    Unreadable,

    /// <summary>
    /// They have no <see cref="FileName"/>: not UTF-8, a control character, a backslash, or too long a path. Or the
    /// protocol has no word for what they are.
    /// </summary>
    Unnameable,

    /// <summary>They are listed, but not given away: a link, a device, or what the rights do not allow.</summary>
    Unserved,
}
