using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>
/// Where everything of a picture stands, in pixels. Steps stand one below the other, in causal order.
/// </summary>
internal sealed class LadderLayout
{
    /// <summary>Room for the time, left of the lanes.</summary>
    public const int TimeWidth = 84;

    /// <summary>From lane to lane.</summary>
    public const int LaneWidth = 300;

    /// <summary>Room above the steps for the names of the lanes.</summary>
    public const int HeadHeight = 76;

    /// <summary>Of a line of words.</summary>
    public const int LineHeight = 16;

    private const int Gap = 14; // between steps
    private readonly int[] _tops;

    public LadderLayout(Ladder ladder)
    {
        _tops = new int[ladder.Steps.Count];
        int y = HeadHeight + Gap;
        foreach (Step step in ladder.Steps)
        {
            _tops[step.Index] = y;
            y += (LinesOf(step).Count * LineHeight) + Gap;
        }

        (Width, Height) = (TimeWidth + (Math.Max(ladder.Lanes.Count, 1) * LaneWidth), y + Gap);
    }

    public int Width { get; }

    public int Height { get; }

    public static int LaneX(int lane) => TimeWidth + (lane * LaneWidth) + 12;

    public int StepY(int step) => _tops[step];

    /// <summary>The words of a step, line by line, with what each is.</summary>
    public static IReadOnlyList<(string Text, string Class)> LinesOf(Step step)
    {
        const int widest = 36; // characters of the font that fit a lane
        var lines = new List<(string, string)>();
        (string Text, string Class)[] parts =
        [
            (CallText.Line(step), step.Call.Error is null ? "name" : "name failed"),
            (CallText.Preview(step), "data"),
            (CallText.Wait(step), "wait"),
            (CallText.State(step), "state"),
        ];
        foreach ((string text, string kind) in parts)
        {
            foreach (string line in TextWrap.Lines([text], widest))
                lines.Add((line, kind));
        }

        return lines;
    }
}
