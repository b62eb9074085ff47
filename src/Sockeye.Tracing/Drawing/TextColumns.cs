namespace Sockeye.Tracing.Drawing;

/// <summary>
/// Where the lanes stand: side by side with room for words where they fit; where not, close together with the words at
/// the right.
/// </summary>
internal sealed class TextColumns
{
    private const int LeastSlot = 30; // a call with its outcome mostly fits
    private const int Narrow = 3;
    private readonly int[] _columns;

    private TextColumns(int[] columns, int? textColumn, int width, int timeWidth) =>
        (_columns, TextColumn, Width, TimeWidth) = (columns, textColumn, width, timeWidth);

    /// <summary>Room for the time.</summary>
    public int TimeWidth { get; }

    /// <summary>Where the words stand when lanes are close together; null when they stand beside their lane.</summary>
    public int? TextColumn { get; }

    public int Width { get; }

    public static TextColumns Of(IReadOnlyList<LaneSpan> spans, int width, int timeWidth)
    {
        int slot = spans.Count == 0 ? width : (width - timeWidth) / spans.Count;
        if (slot >= LeastSlot)
            return new TextColumns(
                [.. spans.Select(span => timeWidth + (span.Lane.Index * slot))], null, width, timeWidth);

        // Like branches in a log: a lane takes the leftmost place that is free while it lives.
        int most = Math.Max((width - timeWidth) / 2 / Narrow, 1);
        var places = new int[spans.Count];
        var busyUntil = new List<int>();
        foreach (LaneSpan span in spans.OrderBy(span => span.First))
        {
            int place = busyUntil.FindIndex(last => last < span.First);
            if (place < 0 && busyUntil.Count < most)
            {
                place = busyUntil.Count;
                busyUntil.Add(0);
            }

            places[span.Lane.Index] = place < 0 ? most - 1 : place; // more than fit share the last place
            busyUntil[places[span.Lane.Index]] = span.Last;
        }

        return new TextColumns(
            [.. places.Select(place => timeWidth + (place * Narrow))], timeWidth + (busyUntil.Count * Narrow), width,
            timeWidth);
    }

    public int Of(int lane) => _columns[lane];

    /// <summary>How many columns the words at a lane have.</summary>
    public int RoomAt(int lane)
    {
        int from = TextColumn ?? (_columns[lane] + 2);
        int next = TextColumn is null
            ? _columns.Where(column => column > _columns[lane]).DefaultIfEmpty(Width).Min()
            : Width;
        return Math.Max(Math.Min(next, Width) - from - 1, 8);
    }
}
