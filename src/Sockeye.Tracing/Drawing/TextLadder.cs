using System.Globalization;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>Draws a ladder as text for a terminal.</summary>
/// <remarks>
/// A lane is dotted while its socket is unconnected, a line while it is connected, thick while its owner waits in a
/// call.
/// </remarks>
public sealed class TextLadder
{
    private readonly Ladder _ladder;
    private readonly TextStyle _style;
    private readonly TextGlyphs _glyphs;
    private readonly IReadOnlyList<LaneSpan> _spans;
    private readonly int _width;
    private readonly TextColumns _columns;
    private readonly SocketState[] _states;
    private readonly Dictionary<TracedSocket, Lane> _laneOf;
    private readonly HashSet<Lane> _waiting = [];
    private readonly List<TextRow> _rows = [];

    private TextLadder(Ladder ladder, TextStyle style)
    {
        (_ladder, _style) = (ladder, style);
        _glyphs = style.Unicode ? TextGlyphs.Unicode : TextGlyphs.Plainest;
        _spans = LaneSpan.Of(ladder);
        _width = Math.Max(style.Width, 40);
        TimeSpan latest = ladder.Steps.Select(step => step.Time).DefaultIfEmpty().Max();
        _columns = TextColumns.Of(_spans, _width, Math.Max(CallText.Moment(latest).Length, 9) + 2);
        _states = new SocketState[ladder.Lanes.Count];
        _laneOf = ladder.Lanes.Where(lane => lane.Socket is not null).ToDictionary(lane => lane.Socket!);
    }

    /// <summary>Draws it.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public static string Draw(Ladder ladder, TextStyle style) => new TextLadder(ladder, style).Draw();

    private string Draw()
    {
        if (_ladder.Origin is { } origin && _ladder.Steps.Count > 0)
        {
            DrawNote(origin.Command, Ink.Call);
            DrawNote(CallText.Date(origin.Began), Ink.Faint);
        }

        if (_ladder.Steps.Count == 0)
            DrawNote(
                _ladder.Hidden.Count == 0 ? "no call on a socket was made" : "no call is left to be shown", Ink.Plain);
        else
            DrawHeads();
        foreach (Step step in _ladder.Steps)
            Draw(step);
        DrawNote(CallText.Omission(_ladder), Ink.Wait);
        DrawNote(CallText.Hidden(_ladder), Ink.Faint);
        return string.Concat(_rows.Select(row => row.ToText(_style.Colour) + "\n"));
    }

    private void DrawNote(string? text, Ink ink)
    {
        foreach (string line in TextWrap.Lines([_glyphs.Plain(text ?? "")], _width))
            NewRow().Write(0, line, ink);
    }

    private TextRow NewRow()
    {
        var row = new TextRow();
        _rows.Add(row);
        return row;
    }

    private void DrawHeads()
    {
        if (_columns.TextColumn is not null)
        {
            IEnumerable<string> legend = _ladder.Lanes.Select(lane => $"{CallText.Heading(lane)}  {lane.Address}");
            foreach (string line in TextWrap.Lines(legend, _columns.Width))
                NewRow().Write(0, _glyphs.Plain(line), Ink.Faint);
            NewRow();
            return;
        }

        NewRow().Write(6, "ms", Ink.Faint);
        string[][] heads = [.. _ladder.Lanes.Select(lane => TextWrap
            .Lines([CallText.Heading(lane), .. lane.Address.Split(" ↔")], _columns.RoomAt(lane.Index)).ToArray())];
        for (int i = 0; i < heads.Max(lines => lines.Length); i++)
        {
            TextRow row = i == 0 ? _rows[^1] : NewRow();
            foreach (Lane lane in _ladder.Lanes.Where(lane => heads[lane.Index].Length > i))
                row.Write(_columns.Of(lane.Index), _glyphs.Plain(heads[lane.Index][i]), i == 0 ? Ink.Call : Ink.Faint);
        }
    }

    private static string NumberOf(Lane lane) => "#" + lane.Number.ToString(CultureInfo.InvariantCulture);

    private void Draw(Step step)
    {
        foreach (var arrows in step.Arrows
            .Where(arrow => arrow.To is not null)
            .GroupBy(arrow => (arrow.Kind, arrow.FromLane)))
            DrawArrow([.. arrows], step.Index);
        Take(step);
        DrawWords(step);
        foreach (Arrow arrow in step.Arrows.Where(arrow => arrow.To is null))
            DrawArrow([arrow], step.Index);
    }

    private void Take(Step step)
    {
        if (step.Part == StepPart.Begin)
        {
            _waiting.Add(step.Lane);
            return;
        }

        _waiting.Remove(step.Lane);
        _states[step.Lane.Index] = step.Logged.After;
        if (step.Call.NewSocket is { } made && _laneOf.TryGetValue(made, out Lane? lane))
            _states[lane.Index] = SocketState.Established;
    }

    private void DrawWords(Step step)
    {
        (string Text, Ink Ink)[] parts =
        [
            (CallText.Line(step), step.Call.Error is null ? Ink.Call : Ink.Failure),
            (CallText.Preview(step), Ink.Data),
            (CallText.Wait(step), Ink.Wait),
            (CallText.State(step) is { Length: > 0 } state ? $"[{state}]" : "", Ink.State),
        ];
        if (_columns.TextColumn is not null)
            parts = [(NumberOf(step.Lane), Ink.Faint), .. parts];

        int column = _columns.TextColumn ?? (_columns.Of(step.Lane.Index) + 2);
        bool isFirst = true;
        foreach (IReadOnlyList<(string Text, Ink Ink)> line in TextWrap.Flow(
            parts.Where(part => part.Text.Length > 0).Select(part => (_glyphs.Plain(part.Text), part.Ink)),
            _columns.RoomAt(step.Lane.Index)))
        {
            TextRow row = NewRow();
            DrawLanes(row, step.Index);
            if (isFirst)
                row.Write(0, CallText.Moment(step.Time).PadLeft(_columns.TimeWidth - 2), Ink.Faint);
            if (isFirst && step.Call.Kind == CallKind.Close && step.Part != StepPart.Begin)
                row.Write(_columns.Of(step.Lane.Index), _style.Unicode ? "╳" : "x", Ink.Plain);
            isFirst = false;
            int at = column;
            foreach ((string text, Ink ink) in line)
            {
                row.Write(at, text, ink);
                at += TextCells.Of(text) + 1;
            }
        }
    }

    private void DrawLanes(TextRow row, int step)
    {
        foreach (LaneSpan span in _spans)
        {
            if (step < span.First || step > span.Last)
                continue;

            bool waits = _waiting.Contains(span.Lane);
            string glyph = span.Lane.Socket is null ? _glyphs.Outside : _glyphs.Of(_states[span.Lane.Index]);
            row.Write(_columns.Of(span.Lane.Index), waits ? _glyphs.Waiting : glyph, waits ? Ink.Wait : Ink.Faint);
        }
    }

    // One arrow for all that one lane gave to this step, in a row of its own.
    private void DrawArrow(Arrow[] arrows, int step)
    {
        int from = _columns.Of(arrows[0].FromLane.Index), to = _columns.Of(arrows[0].ToLane.Index);
        (int left, int right) = from < to ? (from, to) : (to, from);
        TextRow row = NewRow();
        DrawLanes(row, step);
        if (from != to)
        {
            row.Write(left + 1, new string(_glyphs.Line, right - left - 1), Ink.Arrow);
            row.Write(from < to ? right - 1 : left + 1, from < to ? _glyphs.Right : _glyphs.Left, Ink.Arrow);
        }

        string label = CallText.Of(arrows[0].Kind, arrows.Sum(arrow => arrow.Bytes));
        string whole = arrows.Length == 1
            ? label
            : string.Create(CultureInfo.InvariantCulture, $"{label} of {arrows.Length} sends");
        string? fitting = new[] { whole, label }.FirstOrDefault(text => right - left > text.Length + 6);
        if (fitting is not null)
            row.Write(left + ((right - left - fitting.Length) / 2) - 1, $" {fitting} ", Ink.Arrow);
        else if (_columns.TextColumn is { } column)
            row.Write(column, Shortened(from == to ? Between(arrows[0], whole) : whole), Ink.Arrow);
        else if (from == to)
            row.Write(from + 2, label, Ink.Arrow); // a socket that sent to itself
    }

    // Lanes that share a place have no line between them.
    private static string Between(Arrow arrow, string label) =>
        $"{NumberOf(arrow.FromLane)} > {NumberOf(arrow.ToLane)} {label}";

    private string Shortened(string label) =>
        label[..TextCells.Fitting(label, Math.Max(_width - (_columns.TextColumn ?? 0), 1))];
}
