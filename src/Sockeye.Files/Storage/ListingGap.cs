using System.Globalization;

namespace Sockeye.Files.Storage;

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
