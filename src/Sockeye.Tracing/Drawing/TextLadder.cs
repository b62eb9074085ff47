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
        _columns = TextColumns.Of(_spans, Math.Max(style.Width, 40));
        _states = new SocketState[ladder.Lanes.Count];
        _laneOf = ladder.Lanes.Where(lane => lane.Socket is not null).ToDictionary(lane => lane.Socket!);
    }

    /// <summary>Draws it.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public static string Draw(Ladder ladder, TextStyle style) => new TextLadder(ladder, style).Draw();

    private string Draw()
    {
        if (_ladder.Steps.Count == 0)
            return "no call on a socket was made\n";

        DrawHeads();
        foreach (Step step in _ladder.Steps)
            Draw(step);
        if (CallText.Omission(_ladder) is { } omission)
            NewRow().Write(0, omission, Ink.Wait);
        return string.Concat(_rows.Select(row => row.ToText(_style.Colour) + "\n"));
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
            IEnumerable<string> legend = _ladder.Lanes.Select(lane => $"{NumberOf(lane)} {lane.Title}  {lane.Address}");
            foreach (string line in TextWrap.Lines(legend, _columns.Width))
                NewRow().Write(0, _glyphs.Plain(line), Ink.Faint);
            NewRow();
            return;
        }

        NewRow().Write(6, "ms", Ink.Faint);
        string[][] heads = [.. _ladder.Lanes.Select(lane => TextWrap
            .Lines([lane.Title, .. lane.Address.Split(" ↔")], _columns.RoomAt(lane.Index)).ToArray())];
        for (int i = 0; i < heads.Max(lines => lines.Length); i++)
        {
            TextRow row = i == 0 ? _rows[^1] : NewRow();
            foreach (Lane lane in _ladder.Lanes.Where(lane => heads[lane.Index].Length > i))
                row.Write(_columns.Of(lane.Index), _glyphs.Plain(heads[lane.Index][i]), i == 0 ? Ink.Call : Ink.Faint);
        }
    }

    private static string NumberOf(Lane lane) => "#" + (lane.Index + 1).ToString(CultureInfo.InvariantCulture);

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
                row.Write(0, CallText.Moment(step.Time).PadLeft(TextColumns.TimeWidth - 2), Ink.Faint);
            if (isFirst && step.Call.Kind == CallKind.Close && step.Part != StepPart.Begin)
                row.Write(_columns.Of(step.Lane.Index), _style.Unicode ? "╳" : "x", Ink.Plain);
            isFirst = false;
            int at = column;
            foreach ((string text, Ink ink) in line)
            {
                row.Write(at, text, ink);
                at += text.Length + 1;
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

    // One arrow for all that one lane gave to this step.
    private void DrawArrow(Arrow[] arrows, int step)
    {
        int from = _columns.Of(arrows[0].FromLane.Index), to = _columns.Of(arrows[0].ToLane.Index);
        if (from == to)
            return;

        TextRow row = NewRow();
        DrawLanes(row, step);
        (int left, int right) = from < to ? (from, to) : (to, from);
        row.Write(left + 1, new string(_glyphs.Line, right - left - 1), Ink.Arrow);
        row.Write(from < to ? right - 1 : left + 1, from < to ? _glyphs.Right : _glyphs.Left, Ink.Arrow);
        string label = CallText.Of(arrows[0].Kind, arrows.Sum(arrow => arrow.Bytes));
        if (arrows.Length > 1)
            label += string.Create(CultureInfo.InvariantCulture, $" of {arrows.Length} sends");
        if (right - left > label.Length + 6)
            row.Write(left + ((right - left - label.Length) / 2) - 1, $" {label} ", Ink.Arrow);
        else if (_columns.TextColumn is { } column)
            row.Write(column, label, Ink.Arrow);
    }
}
