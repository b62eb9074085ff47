using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>
/// Where everything of a picture stands, in pixels. Steps stand one below the other, in causal order. An arrow has a
/// row of its own, beside its step, in which there are no words: so none can cross any.
/// </summary>
internal sealed class LadderLayout
{
    /// <summary>Of a line of words.</summary>
    public const int LineHeight = 16;

    /// <summary>Of a row with an arrow.</summary>
    public const int RowHeight = 22;

    /// <summary>From the top of a row to its arrow; its label stands above.</summary>
    public const int ArrowInRow = 16;

    /// <summary>From the top of a step's words to the middle of their first line.</summary>
    public const int Above = 12;

    /// <summary>From the middle of the last line of words to the end of them.</summary>
    public const int Below = 10;

    /// <summary>Between steps.</summary>
    public const int Gap = 6;

    /// <summary>From a lane to the words at it.</summary>
    public const int Indent = 10;

    private const int MostChars = 36; // of a line at a lane, our choice: a call with its outcome mostly fits
    private const int LeastTime = 92; // how long a silence was fits
    private const int LeastLane = 130; // a name as "not traced" fits
    private const int LaneGap = 20; // from the words of a lane to the next lane
    private const int LineOfHead = 15;
    private readonly int[] _tops;
    private readonly int[] _ys;
    private readonly int[] _bottoms;
    private readonly int[] _arrows;
    private readonly int[] _lanes;
    private readonly IReadOnlyList<PictureText>[] _words;

    public LadderLayout(Ladder ladder)
    {
        Rows = ArrowRow.Of(ladder);
        _words = [.. ladder.Steps.Select(WordsOf)];
        Heads = [.. ladder.Lanes.Select(HeadOf)];
        HeadHeight = 16 + (Heads.Select(lines => lines.Count).DefaultIfEmpty().Max() * LineOfHead);
        TimeWidth = 20 + ladder.Steps
            .Select(step => new PictureText(CallText.Moment(step.Time), "time").Width).DefaultIfEmpty().Max();
        TimeWidth = Math.Max(TimeWidth, LeastTime);
        (LaneWidths, _lanes) = PlaceLanes(ladder);
        _arrows = new int[Rows.Count];
        (_tops, _ys, _bottoms) = (new int[_words.Length], new int[_words.Length], new int[_words.Length]);
        Height = PlaceSteps() + Gap;
    }

    /// <summary>The rows with arrows, from the top.</summary>
    public IReadOnlyList<ArrowRow> Rows { get; }

    /// <summary>The names of the lanes, line by line.</summary>
    public IReadOnlyList<IReadOnlyList<PictureText>> Heads { get; }

    /// <summary>Room for the names.</summary>
    public int HeadHeight { get; }

    /// <summary>Room for the time, left of the lanes.</summary>
    public int TimeWidth { get; }

    /// <summary>From each lane to the next.</summary>
    public IReadOnlyList<int> LaneWidths { get; }

    public int Width => TimeWidth + LaneWidths.Sum();

    /// <summary>Of the steps, without the names above.</summary>
    public int Height { get; }

    public int LaneX(int lane) => _lanes[lane];

    /// <summary>Where the first arrow of a step stands, or its words.</summary>
    public int StepTop(int step) => _tops[step];

    /// <summary>The middle of the first line of words.</summary>
    public int StepY(int step) => _ys[step];

    /// <summary>Below all that belongs to a step.</summary>
    public int StepBottom(int step) => _bottoms[step];

    public int ArrowY(int row) => _arrows[row];

    /// <summary>The words of a step, line by line.</summary>
    public IReadOnlyList<PictureText> Words(int step) => _words[step];

    /// <summary>Where the words of a head begin.</summary>
    public static int HeadLineY(int line) => 20 + (line * LineOfHead);

    private static IReadOnlyList<PictureText> WordsOf(Step step) => Wrapped(
        MostChars,
        new PictureText(CallText.Line(step), step.Call.Error is null ? "name" : "name failed"),
        new PictureText(CallText.Preview(step), "data"),
        new PictureText(CallText.Wait(step), "wait"),
        new PictureText(CallText.State(step), "state"));

    private static IReadOnlyList<PictureText> HeadOf(Lane lane) => Wrapped(
        MostChars,
        [new PictureText(CallText.Heading(lane), "title"),
        .. lane.Address.Split(" ↔").Select(line => new PictureText(line, "address"))]);

    private static PictureText[] Wrapped(int width, params PictureText[] texts) =>
        [.. texts.SelectMany(text => TextWrap.Lines([text.Text], width).Select(line => text with { Text = line }))];

    // Every lane has room for its words, and for the label of any arrow that begins beside it.
    private (int[] Widths, int[] Xs) PlaceLanes(Ladder ladder)
    {
        int label = Rows.Select(row => new PictureText(row.Label, "carried").Width).DefaultIfEmpty().Max();
        int least = Math.Max(LeastLane, label + 40);
        int[] widths = [.. Heads.Select(lines => Math.Max(least, WidestOf(lines) + LaneGap))];
        foreach (Step step in ladder.Steps)
        {
            int lane = step.Lane.Index;
            widths[lane] = Math.Max(widths[lane], Indent + WidestOf(_words[step.Index]) + LaneGap);
        }

        var xs = new int[widths.Length];
        for (int lane = 0, x = TimeWidth + 12; lane < widths.Length; x += widths[lane++])
            xs[lane] = x;
        return (widths, xs);
    }

    private static int WidestOf(IReadOnlyList<PictureText> lines) =>
        lines.Select(line => line.Width).DefaultIfEmpty().Max();

    private int PlaceSteps()
    {
        ILookup<int, ArrowRow> rows = Rows.ToLookup(row => row.Step);
        int y = Gap;
        for (int step = 0; step < _words.Length; step++)
        {
            _tops[step] = y;
            y = PlaceRows(rows[step].Where(row => !row.IsAfter), y);
            _ys[step] = y + Above;
            y += Above + ((_words[step].Count - 1) * LineHeight) + Below;
            y = PlaceRows(rows[step].Where(row => row.IsAfter), y);
            _bottoms[step] = y;
            y += Gap;
        }

        return y;
    }

    private int PlaceRows(IEnumerable<ArrowRow> rows, int y)
    {
        foreach (ArrowRow row in rows)
        {
            _arrows[row.Index] = y + ArrowInRow;
            y += RowHeight;
        }

        return y;
    }
}
