using System.Globalization;
using System.Text;
using System.Xml;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>Draws a ladder as a picture: SVG that stands alone, in light and dark.</summary>
public static class SvgLadder
{
    private const string Svg = "http://www.w3.org/2000/svg";

    /// <summary>How the markup is written.</summary>
    internal static XmlWriterSettings Settings { get; } = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
    };

    /// <summary>Draws it.</summary>
    public static string Draw(Ladder ladder)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var layout = new LadderLayout(ladder);
            BeginPicture(xml, layout.Width, layout.Height, "img");
            xml.WriteElementString("title", Svg, "Socket calls as a ladder");
            xml.WriteElementString("style", Svg, Resources.Read("ladder.css"));
            Rectangle(xml, "paper", 0, 0, layout.Width, layout.Height);
            WriteHeads(xml, ladder);
            WriteBody(xml, ladder, layout);
            if (CallText.Omission(ladder) is { } omission)
                Text(xml, "wait", 12, layout.Height - 8, omission);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Begins the picture; whoever calls writes what is in it, and ends it.</summary>
    internal static void BeginPicture(XmlWriter xml, int width, int height, string role)
    {
        xml.WriteStartElement("svg", Svg);
        Attribute(xml, "class", "ladder");
        Attribute(xml, "role", role);
        Attribute(xml, "width", width);
        Attribute(xml, "height", height);
        Attribute(xml, "viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
    }

    /// <summary>The names of the lanes.</summary>
    internal static void WriteHeads(XmlWriter xml, Ladder ladder)
    {
        foreach (Lane lane in ladder.Lanes)
        {
            xml.WriteStartElement("g", Svg);
            Attribute(xml, "class", "head");
            Attribute(xml, "data-lane", lane.Index);
            int y = 22;
            Text(xml, "title", LadderLayout.LaneX(lane.Index) - 6, y, lane.Title);
            foreach (string line in TextWrap.Lines(lane.Address.Split(" ↔"), width: 40))
                Text(xml, "address", LadderLayout.LaneX(lane.Index) - 6, y += 15, line);
            xml.WriteEndElement();
        }
    }

    /// <summary>Lanes, arrows and calls.</summary>
    internal static void WriteBody(XmlWriter xml, Ladder ladder, LadderLayout layout)
    {
        foreach (LaneSegment segment in LaneSegment.Of(ladder))
            WriteSegment(xml, segment, layout);
        Dictionary<LoggedCall, int> causes = StepOfCause(ladder);
        foreach (Step step in ladder.Steps)
        {
            foreach (Arrow arrow in step.Arrows)
                WriteArrow(
                    xml, arrow, arrow is { From: { } from, To: not null } ? causes[from] : step.Index, step.Index,
                    layout);
        }

        foreach (Step step in ladder.Steps)
            WriteStep(xml, step, layout);
    }

    // An arrow goes out where the call was made, if that is a step of its own.
    private static Dictionary<LoggedCall, int> StepOfCause(Ladder ladder)
    {
        var steps = new Dictionary<LoggedCall, int>();
        foreach (Step step in ladder.Steps)
            steps.TryAdd(step.Logged, step.Index);
        return steps;
    }

    private static void WriteSegment(XmlWriter xml, LaneSegment segment, LadderLayout layout)
    {
        xml.WriteStartElement("line", Svg);
        Attribute(xml, "class", "lane " + segment.Class);
        Attribute(xml, "data-lane", segment.Lane.Index);
        Attribute(xml, "data-from", segment.From);
        Attribute(xml, "data-to", segment.To);
        int x = LadderLayout.LaneX(segment.Lane.Index);
        Line(xml, x, layout.StepY(segment.From), x, layout.StepY(segment.To));
        xml.WriteEndElement();
    }

    private static void WriteArrow(XmlWriter xml, Arrow arrow, int from, int to, LadderLayout layout)
    {
        (int x1, int x2) = (LadderLayout.LaneX(arrow.FromLane.Index), LadderLayout.LaneX(arrow.ToLane.Index));
        (int y1, int y2) = (layout.StepY(from), layout.StepY(to));
        xml.WriteStartElement("g", Svg);
        Attribute(xml, "class", "arrow " + arrow.Kind.ToString().ToLowerInvariant());
        Attribute(xml, "data-from", from);
        Attribute(xml, "data-to", to);
        Attribute(xml, "data-from-lane", arrow.FromLane.Index);
        Attribute(xml, "data-to-lane", arrow.ToLane.Index);
        xml.WriteStartElement("line", Svg);
        Line(xml, x1, y1, x2, y2);
        xml.WriteEndElement();
        xml.WriteStartElement("path", Svg);
        Attribute(xml, "d", "M0 0 L-9 -4 L-9 4 Z");
        double angle = Math.Atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
        Attribute(
            xml, "transform",
            string.Create(CultureInfo.InvariantCulture, $"translate({x2} {y2}) rotate({angle:0.#})"));
        xml.WriteEndElement();
        Text(
            xml, "carried", (x1 + x2) / 2, ((y1 + y2) / 2) - 4, CallText.Of(arrow.Kind, arrow.Bytes),
            anchor: "middle");
        xml.WriteEndElement();
    }

    private static void WriteStep(XmlWriter xml, Step step, LadderLayout layout)
    {
        (int x, int y) = (LadderLayout.LaneX(step.Lane.Index), layout.StepY(step.Index));
        xml.WriteStartElement("g", Svg);
        Attribute(xml, "class", step.Part == StepPart.Begin ? "call begins" : "call");
        Attribute(xml, "data-step", step.Index);
        Attribute(xml, "data-lane", step.Lane.Index);
        Attribute(xml, "role", "button");
        Attribute(xml, "tabindex", step.Index == 0 ? "0" : "-1");
        Attribute(xml, "aria-label", CallText.Sentence(step));
        Attribute(xml, "transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} {y})"));
        IReadOnlyList<(string Text, string Class)> lines = LadderLayout.LinesOf(step);
        // for the mouse
        Rectangle(xml, "reach", -8, -9, LadderLayout.LaneWidth - 16, lines.Count * LadderLayout.LineHeight);
        Text(xml, "time", LadderLayout.TimeWidth - 12 - x, 4, CallText.Moment(step.Time), "end");
        xml.WriteStartElement("circle", Svg);
        Attribute(xml, "r", "4");
        xml.WriteEndElement();
        int line = 4;
        foreach ((string text, string kind) in lines)
        {
            Text(xml, kind, 10, line, text);
            line += LadderLayout.LineHeight;
        }

        xml.WriteEndElement();
    }

    private static void Rectangle(XmlWriter xml, string kind, int x, int y, int width, int height)
    {
        xml.WriteStartElement("rect", Svg);
        Attribute(xml, "class", kind);
        Attribute(xml, "x", x);
        Attribute(xml, "y", y);
        Attribute(xml, "width", width);
        Attribute(xml, "height", height);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string kind, int x, int y, string text, string anchor = "start")
    {
        xml.WriteStartElement("text", Svg);
        Attribute(xml, "class", kind);
        Attribute(xml, "x", x);
        Attribute(xml, "y", y);
        if (anchor != "start")
            Attribute(xml, "text-anchor", anchor);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Line(XmlWriter xml, int x1, int y1, int x2, int y2)
    {
        Attribute(xml, "x1", x1);
        Attribute(xml, "y1", y1);
        Attribute(xml, "x2", x2);
        Attribute(xml, "y2", y2);
    }

    private static void Attribute(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, value);
}
