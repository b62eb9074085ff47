using System.Globalization;
using System.Text;
using System.Xml;
using Sockeye.Tracing.Ladders;
using static Sockeye.Tracing.Drawing.SvgMarkup;

namespace Sockeye.Tracing.Drawing;

/// <summary>Draws a ladder as a picture: SVG that stands alone, in light and dark.</summary>
public static class SvgLadder
{
    private const int NoteChars = 60; // of a line above or below the ladder, at least

    /// <summary>Draws it.</summary>
    public static string Draw(Ladder ladder)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var layout = new LadderLayout(ladder);
            int chars = Math.Max(NoteChars, (int)((layout.Width - 24) / (13 * 0.605)));
            PictureText[] title = [.. TitleOf(ladder, chars)];
            PictureText[] notes = [.. NotesOf(ladder, chars)];
            int width = Math.Max(layout.Width, 24 + title.Concat(notes).Select(n => n.Width).DefaultIfEmpty().Max());
            int top = title.Length == 0 ? 0 : 8 + (title.Length * LadderLayout.LineHeight);
            int body = top + layout.HeadHeight;
            int bottom = body + layout.Height + (notes.Length * LadderLayout.LineHeight);

            BeginPicture(xml, width, bottom + 4, "img");
            Attribute(xml, "style", "max-width:100%;height:auto"); // alone in a window it is no wider than that
            Element(xml, "title", ladder.Origin?.Command ?? "Socket calls as a ladder");
            Element(xml, "style", Resources.Read("ladder.css"));
            Rectangle(xml, "paper", 0, 0, width, bottom + 4);
            WriteLines(xml, title, 20);
            BeginGroupAt(xml, top);
            WriteHeads(xml, ladder, layout);
            xml.WriteEndElement();
            BeginGroupAt(xml, body);
            WriteBody(xml, ladder, layout);
            xml.WriteEndElement();
            WriteLines(xml, notes, body + layout.Height + 8);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The names of the lanes.</summary>
    internal static void WriteHeads(XmlWriter xml, Ladder ladder, LadderLayout layout)
    {
        foreach (Lane lane in ladder.Lanes)
        {
            Begin(xml, "g", "head");
            Attribute(xml, "data-lane", lane.Index);
            Attribute(xml, "data-width", layout.LaneWidths[lane.Index]);
            for (int line = 0; line < layout.Heads[lane.Index].Count; line++)
                Text(
                    xml, layout.Heads[lane.Index][line], layout.LaneX(lane.Index) - 6, LadderLayout.HeadLineY(line));
            xml.WriteEndElement();
        }
    }

    /// <summary>Lanes, arrows and calls.</summary>
    internal static void WriteBody(XmlWriter xml, Ladder ladder, LadderLayout layout)
    {
        foreach (LaneSegment segment in LaneSegment.Of(ladder))
            WriteSegment(xml, segment, layout, ladder);
        Dictionary<LoggedCall, int> causes = StepOfCause(ladder);
        foreach (ArrowRow row in layout.Rows)
        {
            for (int i = 0; i < row.Arrows.Count; i++)
            {
                int from = row.Arrows[i] is { From: { } cause, To: not null } ? causes[cause] : row.Step;
                WriteArrow(xml, row, from, layout, label: i == 0 ? row.Label : null, row.Arrows[i]);
            }
        }

        foreach (Step step in ladder.Steps)
            WriteStep(xml, step, layout);
    }

    private static IEnumerable<PictureText> TitleOf(Ladder ladder, int chars)
    {
        if (ladder.Origin is not { } origin)
            return [];

        return TextWrap.Lines([origin.Command], chars).Select(line => new PictureText(line, "title"))
            .Append(new PictureText(CallText.Date(origin.Began), "address"));
    }

    private static IEnumerable<PictureText> NotesOf(Ladder ladder, int chars)
    {
        string none = ladder.Steps.Count == 0 ? "no call is left to be shown" : "";
        string[] notes = [none, CallText.Omission(ladder) ?? "", CallText.Hidden(ladder) ?? ""];
        return TextWrap.Lines(notes, chars).Select(line => new PictureText(line, "note"));
    }

    private static void WriteLines(XmlWriter xml, PictureText[] lines, int y)
    {
        foreach (PictureText line in lines)
        {
            Text(xml, line, 12, y);
            y += LadderLayout.LineHeight;
        }
    }

    private static void BeginGroupAt(XmlWriter xml, int y)
    {
        Begin(xml, "g");
        Attribute(xml, "transform", string.Create(CultureInfo.InvariantCulture, $"translate(0 {y})"));
    }

    // An arrow goes out where the call was made, if that is a step of its own.
    private static Dictionary<LoggedCall, int> StepOfCause(Ladder ladder)
    {
        var steps = new Dictionary<LoggedCall, int>();
        foreach (Step step in ladder.Steps)
            steps.TryAdd(step.Logged, step.Index);
        return steps;
    }

    // What begins with an arrow begins above the words of that step; a peer outside ends below its last arrow.
    private static void WriteSegment(XmlWriter xml, LaneSegment segment, LadderLayout layout, Ladder ladder)
    {
        bool beginsWithArrow = segment.Lane != ladder.Steps[segment.From].Lane;
        bool isOutside = segment.Lane.Socket is null;
        int x = layout.LaneX(segment.Lane.Index);
        Begin(xml, "line", "lane " + segment.Class);
        Attribute(xml, "data-lane", segment.Lane.Index);
        Attribute(xml, "data-from", segment.From);
        Attribute(xml, "data-to", segment.To);
        if (beginsWithArrow)
            Attribute(xml, "data-begins", "top");
        Attribute(xml, "x1", x);
        Attribute(xml, "y1", beginsWithArrow ? layout.StepTop(segment.From) : layout.StepY(segment.From));
        Attribute(xml, "x2", x);
        Attribute(xml, "y2", isOutside ? layout.StepBottom(segment.To) : layout.StepY(segment.To));
        xml.WriteEndElement();
    }

    // Down beside its lane to its own row, and across. page.js draws it again by the same rule.
    private static void WriteArrow(
        XmlWriter xml, ArrowRow row, int from, LadderLayout layout, string? label, Arrow arrow)
    {
        (int x1, int x2) = (layout.LaneX(row.From.Index), layout.LaneX(row.To.Index));
        (int y1, int y2) = (layout.StepY(from), layout.ArrowY(row.Index));
        bool goesRight = x2 >= x1;
        int beside = goesRight ? x1 + 5 : x1 - 5;
        int turn = x2 == x1 ? 180 : goesRight ? 0 : 180;
        Begin(xml, "g", "arrow " + arrow.Kind.ToString().ToLowerInvariant());
        Attribute(xml, "data-row", row.Index);
        Attribute(xml, "data-from", from);
        Attribute(xml, "data-to", row.Step);
        Attribute(xml, "data-from-lane", row.From.Index);
        Attribute(xml, "data-to-lane", row.To.Index);
        if (row.IsAfter)
            Attribute(xml, "data-after", "1");
        string start = arrow.From is null ? $"M{x1} {y2}" : $"M{x1} {y1}H{beside}V{y2}";
        Begin(xml, "path", "line");
        Attribute(xml, "d", $"{start}H{(x2 == x1 ? x2 + 1 : goesRight ? x2 - 2 : x2 + 2)}");
        xml.WriteEndElement();
        Begin(xml, "path", "point");
        Attribute(xml, "d", "M0 0 L-9 -4 L-9 4 Z");
        Attribute(
            xml, "transform", string.Create(CultureInfo.InvariantCulture, $"translate({x2} {y2}) rotate({turn})"));
        xml.WriteEndElement();
        if (label is not null)
            Text(
                xml, new PictureText(label, "carried"), goesRight ? x1 + 14 : x1 - 14, y2 - 5,
                goesRight ? "start" : "end");
        xml.WriteEndElement();
    }

    private static void WriteStep(XmlWriter xml, Step step, LadderLayout layout)
    {
        (int x, int y) = (layout.LaneX(step.Lane.Index), layout.StepY(step.Index));
        IReadOnlyList<PictureText> words = layout.Words(step.Index);
        Begin(xml, "g", step.Part == StepPart.Begin ? "call begins" : "call");
        Attribute(xml, "data-step", step.Index);
        Attribute(xml, "data-lane", step.Lane.Index);
        Attribute(xml, "data-lines", words.Count);
        Attribute(xml, "role", "button");
        Attribute(xml, "tabindex", step.Index == 0 ? "0" : "-1");
        Attribute(xml, "aria-label", CallText.Sentence(step));
        Attribute(xml, "transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} {y})"));
        // for the mouse
        Rectangle(
            xml, "reach", -8, -9, layout.LaneWidths[step.Lane.Index] - 16, words.Count * LadderLayout.LineHeight);
        Text(xml, new PictureText(CallText.Moment(step.Time), "time"), layout.TimeWidth - 8 - x, 4, "end");
        Begin(xml, "circle");
        Attribute(xml, "r", "4");
        xml.WriteEndElement();
        for (int line = 0; line < words.Count; line++)
            Text(xml, words[line], LadderLayout.Indent, 4 + (line * LadderLayout.LineHeight));
        xml.WriteEndElement();
    }
}
