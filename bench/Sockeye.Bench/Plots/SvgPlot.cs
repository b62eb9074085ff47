using System.Globalization;
using System.Net;
using System.Text;

namespace Sockeye.Bench.Plots;

/// <summary>
/// A plot of lines as SVG: labels at the ends of the lines instead of a legend, on a background of its own, so that it
/// reads the same on a light and on a dark page. The first series is ours and drawn above the others.
/// </summary>
internal sealed class SvgPlot(string title, string subtitle, Axis x, Axis y, IReadOnlyList<Series> series)
{
    private const int Width = 800;
    private const int Height = 460;
    private const int Left = 92;
    private const int Right = Width - 130; // room for the labels of the lines
    private const int Top = 72;
    private const int Bottom = Height - 62;
    private const double LabelHeight = 17;

    // Distinct in hue and in lightness, so that they differ without colour as well.
    private static readonly string[] Colours = ["#c62f1d", "#1d5fa8", "#3b8f4a", "#8a8a8a"];

    public string Write()
    {
        var svg = new StringBuilder();
        Append(svg, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}"
                 font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#333">
            <rect x="0.5" y="0.5" width="{Width - 1}" height="{Height - 1}" rx="6" fill="#fff" stroke="#ccc"/>
            <text x="20" y="29" font-size="17" font-weight="bold" fill="#111">{Text(title)}</text>
            <text x="20" y="49" fill="#666">{Text(subtitle)}</text>
            """);
        AppendAxes(svg);
        for (int i = series.Count - 1; i >= 0; i--)
            AppendLine(svg, series[i], Colour(i));
        AppendLabels(svg);
        return svg.AppendLine("</svg>").ToString();
    }

    private void AppendAxes(StringBuilder svg)
    {
        foreach (Tick tick in y.Ticks)
        {
            Append(svg, $"""
                <line x1="{Left}" x2="{Right}" y1="{Y(tick.Value):0.0}" y2="{Y(tick.Value):0.0}" stroke="#e4e4e4"/>
                <text x="{Left - 8}" y="{Y(tick.Value) + 4.5:0.0}" text-anchor="end">{Text(tick.Label)}</text>
                """);
        }

        foreach (Tick tick in x.Ticks)
        {
            Append(svg, $"""
                <line x1="{X(tick.Value):0.0}" x2="{X(tick.Value):0.0}" y1="{Bottom}" y2="{Bottom + 5}" stroke="#888"/>
                <text x="{X(tick.Value):0.0}" y="{Bottom + 20}" text-anchor="middle">{Text(tick.Label)}</text>
                """);
        }

        const int Middle = (Top + Bottom) / 2;
        Append(svg, $"""
            <line x1="{Left}" x2="{Right}" y1="{Bottom}" y2="{Bottom}" stroke="#888"/>
            <text x="{(Left + Right) / 2}" y="{Bottom + 44}" text-anchor="middle" fill="#666">{Text(x.Title)}</text>
            <g transform="rotate(-90 24 {Middle})">
            <text x="24" y="{Middle}" text-anchor="middle" fill="#666">{Text(y.Title)}</text>
            </g>
            """);
    }

    private void AppendLine(StringBuilder svg, Series line, string colour)
    {
        string points = string.Join(' ', line.Points.Select(p => Invariant($"{X(p.X):0.0},{Y(p.Y):0.0}")));
        Append(svg, $"""
            <polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.2" stroke-linejoin="round"/>
            """);
        foreach ((double px, double py) in line.Points)
            Append(svg, $"""<circle cx="{X(px):0.0}" cy="{Y(py):0.0}" r="3.5" fill="{colour}" stroke="#fff"/>""");
    }

    private void AppendLabels(StringBuilder svg)
    {
        double free = Top - LabelHeight;
        IEnumerable<int> fromTheTop = Enumerable.Range(0, series.Count).OrderBy(i => Y(series[i].Points[^1].Y));
        foreach (int i in fromTheTop)
        {
            free = Math.Max(free + LabelHeight, Y(series[i].Points[^1].Y)); // never upon the label above
            double from = X(series[i].Points[^1].X) + 10;
            Append(svg, $"""
                <text x="{from:0.0}" y="{free + 4.5:0.0}" fill="{Colour(i)}" font-weight="bold">
                {Text(series[i].Name)}
                </text>
                """);
        }
    }

    private static string Colour(int index) => Colours[index % Colours.Length];

    private double X(double value) => Left + (Right - Left) * x.Place(value);

    private double Y(double value) => Bottom - (Bottom - Top) * y.Place(value);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder svg, FormattableString text) => svg.AppendLine(Invariant(text));
}
