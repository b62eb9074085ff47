using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests.Drawing;

/// <summary>No line goes through words, whatever was traced.</summary>
public sealed partial class CrossingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 30));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lines_of_the_picture_cross_no_words_and_words_do_not_overlap(int seed)
    {
        XElement svg = XElement.Parse(SvgLadder.Draw(GeneratedTrace.Of(seed)));
        Box[] words = [.. svg.Descendants(Svg + "text").Select(BoxOf)];
        Box[] lines = [.. svg.Descendants(Svg + "line").Select(LineOf), .. svg.Descendants(Svg + "path").SelectMany(PathOf)];

        Assert.All(words, word =>
        {
            Assert.DoesNotContain(lines, line => line.Meets(word));
            Assert.DoesNotContain(words, other => other != word && other.Meets(word));
            Assert.InRange(word.Right, 0, Number(svg, "width"));
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Row_of_an_arrow_in_the_terminal_has_no_words_but_its_label(int seed)
    {
        Ladder ladder = GeneratedTrace.Of(seed);
        foreach (int width in new[] { 40, 80, 120, 200 })
        {
            string[] rows = TextLadder.Draw(ladder, new TextStyle(width, Unicode: true, Colour: false)).Split('\n');

            Assert.All(rows, row => Assert.InRange(TextCells.Of(row), 0, width));
            Assert.All(rows.Where(row => row.Contains('─', StringComparison.Ordinal)), row => Assert.Matches(ArrowRow(), row));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_words_of_a_call_are_in_the_terminal(int seed)
    {
        Ladder ladder = GeneratedTrace.Of(seed);
        string text = Letters(TextLadder.Draw(ladder, new TextStyle(4000, Unicode: true, Colour: false)));

        Assert.All(ladder.Steps, step => Assert.Contains(Letters(CallText.Line(step)), text, StringComparison.Ordinal));
        Assert.All(ladder.Steps, step => Assert.Contains(Letters(CallText.Preview(step)), text, StringComparison.Ordinal));
    }

    private static string Letters(string text) => Spaces().Replace(text, " ");

    // Ascent and descent of a font: 0.8 and 0.25 of its height, for what stands in a line of letters.
    private static Box BoxOf(XElement text)
    {
        var words = new PictureText(text.Value, (string)text.Attribute("class")!);
        (double x, double y) = Origin(text);
        double left = x + Number(text, "x"), baseline = y + Number(text, "y");
        if ((string?)text.Attribute("text-anchor") == "end")
            left -= words.Width;
        return new Box(left, baseline - (0.8 * words.FontSize), left + words.Width, baseline + (0.25 * words.FontSize));
    }

    private static Box LineOf(XElement line)
    {
        (double x, double y) = Origin(line);
        double half = ((string)line.Attribute("class")!).Contains("waiting", StringComparison.Ordinal) ? 4 : 1;
        return new Box(
            x + Number(line, "x1") - half, y + Number(line, "y1"), x + Number(line, "x2") + half, y + Number(line, "y2"));
    }

    private static IEnumerable<Box> PathOf(XElement path)
    {
        (double x, double y) = Origin(path);
        if ((string?)path.Attribute("class") == "point")
        {
            yield return new Box(x - 9, y - 4, x + 9, y + 4);
            yield break;
        }

        (double X, double Y) at = default;
        foreach (Match move in Move().Matches((string)path.Attribute("d")!))
        {
            double first = double.Parse(move.Groups[2].Value, CultureInfo.InvariantCulture);
            (double X, double Y) next = move.Groups[1].Value switch
            {
                "M" => (x + first, y + double.Parse(move.Groups[3].Value, CultureInfo.InvariantCulture)),
                "H" => (x + first, at.Y),
                _ => (at.X, y + first),
            };
            if (move.Groups[1].Value != "M")
                yield return new Box(
                    Math.Min(at.X, next.X) - 0.75, Math.Min(at.Y, next.Y) - 0.75,
                    Math.Max(at.X, next.X) + 0.75, Math.Max(at.Y, next.Y) + 0.75);
            at = next;
        }
    }

    private static (double X, double Y) Origin(XElement element)
    {
        double x = 0, y = 0;
        foreach (XElement around in element.AncestorsAndSelf())
        {
            Match move = Translation().Match((string?)around.Attribute("transform") ?? "");
            if (move.Success)
            {
                x += double.Parse(move.Groups[1].Value, CultureInfo.InvariantCulture);
                y += double.Parse(move.Groups[2].Value, CultureInfo.InvariantCulture);
            }
        }

        return (x, y);
    }

    private static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    [GeneratedRegex(@"translate\((-?[0-9.]+) (-?[0-9.]+)\)")]
    private static partial Regex Translation();

    [GeneratedRegex("([MHV])(-?[0-9.]+)(?: (-?[0-9.]+))?")]
    private static partial Regex Move();

    [GeneratedRegex(@"^[\s┆╎│╵┃┊╳─◀▶]*((#\d+ > #\d+ )?(\d[\d,]* B( of \d+ sends)?|connection|end)[\s┆╎│╵┃┊╳─◀▶]*)?$")]
    private static partial Regex ArrowRow();

    [GeneratedRegex(@"[\s┆╎│╵┃┊╳]+")]
    private static partial Regex Spaces();
}
