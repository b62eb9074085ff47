using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>Draws a ladder as a page that stands alone: the picture, and a script to look into it.</summary>
/// <remarks>
/// Without the script the picture is whole. Each call is a button for keyboard and screen reader, with all of it as its
/// name.
/// </remarks>
public static class HtmlLadder
{
    /// <summary>Draws it.</summary>
    public static string Draw(Ladder ladder)
    {
        var layout = new LadderLayout(ladder);
        var parts = new Dictionary<string, Func<string>>
        {
            ["style"] = () => Resources.Read("page.css") + Resources.Read("ladder.css"),
            ["script"] = () => Resources.Read("page.js"),
            ["title"] = () => Title(ladder),
            ["summary"] = () => Summary(ladder),
            ["lanes"] = () => string.Concat(ladder.Lanes.Select(Choice)),
            ["heads"] = () => Heads(ladder, layout),
            ["picture"] = () => Picture(ladder, layout),
            ["steps"] = () => Steps(ladder),
        };

        // Marks are looked for in the page alone: what strangers sent may look like one.
        var page = new StringBuilder();
        foreach (string piece in Resources.Read("page.html").Split("{{"))
        {
            int end = piece.IndexOf("}}", StringComparison.Ordinal);
            page.Append(end < 0 ? piece : parts[piece[..end]]() + piece[(end + 2)..]);
        }

        return page.ToString();
    }

    private static string Title(Ladder ladder) =>
        WebUtility.HtmlEncode(ladder.Origin?.Command ?? "Socket calls");

    private static string Summary(Ladder ladder)
    {
        string?[] parts =
        [
            ladder.Origin is { } origin ? CallText.Date(origin.Began) : null,
            CallText.Summary(ladder with { Hidden = [] }),
            CallText.Hidden(ladder),
            CallText.Omission(ladder),
        ];
        return WebUtility.HtmlEncode(string.Join(". ", parts.OfType<string>()) + ".");
    }

    private static string Choice(Lane lane) =>
        $"<label><input type=\"checkbox\" value=\"{lane.Index}\" checked> "
            + $"{WebUtility.HtmlEncode($"{CallText.Heading(lane)} {lane.Address}")}</label>\n";

    // The default encoder writes '<' as <, so nothing in it can end the script element.
    private static string Steps(Ladder ladder) => JsonSerializer.Serialize(
        [.. ladder.Steps.Select(StepJson.Of)], LadderJson.Default.IReadOnlyListStepJson);

    private static string Heads(Ladder ladder, LadderLayout layout) => Write(xml =>
    {
        SvgMarkup.BeginPicture(xml, layout.Width, layout.HeadHeight, "presentation");
        xml.WriteAttributeString("id", "heads");
        SvgLadder.WriteHeads(xml, ladder, layout);
        xml.WriteEndElement();
    });

    private static string Picture(Ladder ladder, LadderLayout layout) => Write(xml =>
    {
        SvgMarkup.BeginPicture(xml, layout.Width, layout.Height, "group");
        xml.WriteAttributeString("id", "ladder");
        xml.WriteAttributeString("aria-label", "Calls in causal order");
        Number(xml, "data-first-x", layout.TimeWidth + 12);
        Number(xml, "data-time-x", layout.TimeWidth - 8);
        Number(xml, "data-line", LadderLayout.LineHeight);
        Number(xml, "data-row", LadderLayout.RowHeight);
        Number(xml, "data-arrow", LadderLayout.ArrowInRow);
        Number(xml, "data-above", LadderLayout.Above);
        Number(xml, "data-below", LadderLayout.Below);
        Number(xml, "data-gap", LadderLayout.Gap);
        SvgLadder.WriteBody(xml, ladder, layout);
        xml.WriteEndElement();
    });

    private static void Number(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Write(Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, SvgMarkup.Settings))
            content(xml);
        return text.ToString();
    }
}
