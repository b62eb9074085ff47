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
            string name = $"{Escape(CallText.Heading(lane))}<br/>{Escape(lane.Address)}";
            text.Append(CultureInfo.InvariantCulture, $"    participant {NameOf(lane)} as {name}\n");
        }

        if (ladder.Origin is { } origin) // a note: a title may hold neither # nor ;
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {Note(ladder, $"{origin.Command}, {CallText.Date(origin.Began)}")}\n");
        foreach (Step step in ladder.Steps)
            Draw(step, text);
        foreach (string note in new[] { CallText.Omission(ladder), CallText.Hidden(ladder) }.OfType<string>())
            text.Append(CultureInfo.InvariantCulture, $"    {Note(ladder, note)}\n");
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

    // Over all lanes; without one there is nothing that a note could stand at.
    private static string Note(Ladder ladder, string text) => ladder.Lanes switch
    {
        [] => $"%% {Escape(text)}",
        [var only] => $"Note over {NameOf(only)}: {Escape(text)}",
        [var first, .., var last] => $"Note over {NameOf(first)},{NameOf(last)}: {Escape(text)}",
    };

    private static string NameOf(Lane lane) => string.Create(CultureInfo.InvariantCulture, $"L{lane.Number}");

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
