using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>A row of a picture with nothing but an arrow: all that one lane gave to a step, or it to one.</summary>
/// <param name="Index">Its place from the top, from 0.</param>
/// <param name="Step">The step it belongs to.</param>
/// <param name="IsAfter">Whether it stands below the words of the step, since it goes out; else above.</param>
/// <param name="Arrows">The arrows, of one kind and between the same lanes; at least one.</param>
internal sealed record ArrowRow(int Index, int Step, bool IsAfter, IReadOnlyList<Arrow> Arrows)
{
    public Lane From => Arrows[0].FromLane;

    public Lane To => Arrows[0].ToLane;

    /// <summary>What stands at it: <c>5 B</c>, <c>9 B of 2 sends</c>.</summary>
    public string Label
    {
        get
        {
            string label = CallText.Of(Arrows[0].Kind, Arrows.Sum(arrow => arrow.Bytes));
            return Arrows.Count == 1 ? label : $"{label} of {Arrows.Count} sends";
        }
    }

    public static IReadOnlyList<ArrowRow> Of(Ladder ladder)
    {
        var rows = new List<ArrowRow>();
        foreach (Step step in ladder.Steps)
        {
            foreach (var arrows in step.Arrows
                .GroupBy(arrow => (IsAfter: arrow.To is null, arrow.Kind, arrow.FromLane, arrow.ToLane))
                .OrderBy(group => group.Key.IsAfter))
                rows.Add(new ArrowRow(rows.Count, step.Index, arrows.Key.IsAfter, [.. arrows]));
        }

        return rows;
    }
}
