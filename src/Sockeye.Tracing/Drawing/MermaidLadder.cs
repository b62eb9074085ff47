using System.Globalization;
using System.Text;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>Writes a ladder as a sequence diagram of Mermaid (mermaid.js.org/syntax/sequenceDiagram.html).</summary>
public static class MermaidLadder
{
    /// <summary>Writes it.</summary>
    public static string Draw(Ladder ladder)
    {
        var text = new StringBuilder("sequenceDiagram\n");
        foreach (Lane lane in ladder.Lanes)
        {
            string name = $"{Escape(lane.Title)}<br/>{Escape(lane.Address)}";
            text.Append(CultureInfo.InvariantCulture, $"    participant {NameOf(lane)} as {name}\n");
        }

        foreach (Step step in ladder.Steps)
            Draw(step, text);
        if (CallText.Omission(ladder) is { } omission && ladder.Lanes.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"    Note over {NameOf(ladder.Lanes[0])}: {Escape(omission)}\n");
        return text.ToString();
    }

    private static void Draw(Step step, StringBuilder text)
    {
        foreach (Arrow arrow in step.Arrows.Where(arrow => arrow.To is not null))
            Draw(arrow, text);
        string[] parts =
            [CallText.Line(step), CallText.Preview(step), CallText.Wait(step), Bracketed(CallText.State(step))];
        string note = string.Join(' ', parts.Where(part => part.Length > 0));
        text.Append(CultureInfo.InvariantCulture, $"    Note over {NameOf(step.Lane)}: {Escape(note)}\n");
        foreach (Arrow arrow in step.Arrows.Where(arrow => arrow.To is null))
            Draw(arrow, text);
    }

    private static void Draw(Arrow arrow, StringBuilder text)
    {
        string line = arrow.Kind == ArrowKind.Data ? "->>" : "-->>";
        string label = CallText.Of(arrow.Kind, arrow.Bytes);
        text.Append(
            CultureInfo.InvariantCulture,
            $"    {NameOf(arrow.FromLane)}{line}{NameOf(arrow.ToLane)}: {Escape(label)}\n");
    }

    private static string NameOf(Lane lane) => string.Create(CultureInfo.InvariantCulture, $"L{lane.Index + 1}");

    private static string Bracketed(string state) => state.Length == 0 ? "" : $"[{state}]";

    // A semicolon ends a statement, a number sign begins a character's number, angle brackets are markup.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is ';' or '#' or '<' or '>' or '"' or '%')
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
