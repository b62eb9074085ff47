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
        var page = new StringBuilder(Resources.Read("page.html"));
        page.Replace("{{style}}", Resources.Read("page.css") + Resources.Read("ladder.css"));
        page.Replace("{{script}}", Resources.Read("page.js"));
        page.Replace("{{summary}}", Summary(ladder));
        page.Replace("{{lanes}}", string.Concat(ladder.Lanes.Select(Choice)));
        page.Replace("{{heads}}", Heads(ladder, layout));
        page.Replace("{{picture}}", Picture(ladder, layout));
        page.Replace("{{steps}}", Steps(ladder)); // last: data of strangers is never looked through for marks
        return page.ToString();
    }

    private static string Summary(Ladder ladder)
    {
        int shown = ladder.Calls - ladder.Dropped;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{shown:N0} calls on {ladder.Lanes.Count(lane => lane.Socket is not null)} sockets.");
        return WebUtility.HtmlEncode(CallText.Omission(ladder) is { } omission ? $"{text} {omission}." : text);
    }

    private static string Choice(Lane lane) =>
        $"<label><input type=\"checkbox\" value=\"{lane.Index}\" checked> "
            + $"{WebUtility.HtmlEncode($"{lane.Title} {lane.Address}")}</label>\n";

    // The default encoder writes '<' as <, so nothing in it can end the script element.
    private static string Steps(Ladder ladder) => JsonSerializer.Serialize(
        [.. ladder.Steps.Select(StepJson.Of)], LadderJson.Default.IReadOnlyListStepJson);

    private static string Heads(Ladder ladder, LadderLayout layout) => Write(xml =>
    {
        SvgLadder.BeginPicture(xml, layout.Width, LadderLayout.HeadHeight, "presentation");
        xml.WriteAttributeString("id", "heads");
        SvgLadder.WriteHeads(xml, ladder);
        xml.WriteEndElement();
    });

    private static string Picture(Ladder ladder, LadderLayout layout) => Write(xml =>
    {
        SvgLadder.BeginPicture(xml, layout.Width, layout.Height, "group");
        xml.WriteAttributeString("id", "ladder");
        xml.WriteAttributeString("aria-label", "Calls in causal order");
        Number(xml, "data-lane-width", LadderLayout.LaneWidth);
        Number(xml, "data-first-x", LadderLayout.LaneX(0));
        Number(xml, "data-time-x", LadderLayout.TimeWidth - 12);
        Number(xml, "data-top", ladder.Steps.Count == 0 ? 0 : layout.StepY(0));
        SvgLadder.WriteBody(xml, ladder, layout);
        xml.WriteEndElement();
    });

    private static void Number(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Write(Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, SvgLadder.Settings))
            content(xml);
        return text.ToString();
    }
}
