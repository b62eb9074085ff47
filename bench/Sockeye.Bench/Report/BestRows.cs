using System.Globalization;
using System.Net;
using System.Text;

namespace Sockeye.Bench.Report;

/// <summary>The five rows in which ours is furthest ahead, as bars: drawn from RESULTS.md, so that both say the same.</summary>
internal static class BestRows
{
    /// <summary>What it is called beside the plots.</summary>
    public const string FileName = "best.svg";

    private const int Count = 5;
    private const int Width = 800;
    private const int RowHeight = 46;
    private const int Top = 62;
    private const int Left = 20;
    private const int Longest = 560; // of a bar; its figure follows

    /// <summary>Draws them.</summary>
    /// <param name="report">The text of RESULTS.md.</param>
    public static string Draw(string report)
    {
        Row[] best = [.. Rows(report).OrderByDescending(static row => row.Times).Take(Count)];
        int height = Top + (Math.Max(best.Length, 1) * RowHeight) + 10;
        var svg = new StringBuilder();
        Append(svg, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}"
                 font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#333">
            <rect x="0.5" y="0.5" width="{Width - 1}" height="{height - 1}" rx="6" fill="#fff" stroke="#ccc"/>
            <text x="{Left}" y="29" font-size="17" font-weight="bold" fill="#111">Where ours is furthest ahead</text>
            <text x="{Left}" y="49" fill="#666">How many times the peer's figure; logarithmic, the mark is the peer.</text>
            """);
        double most = Math.Max(best.Select(static row => row.Times).DefaultIfEmpty(1).Max(), 2);
        for (int at = 0; at < best.Length; at++)
            Append(svg, best[at], Top + (at * RowHeight), most);
        return svg.AppendLine("</svg>").ToString();
    }

    // A ratio with a floor, of a row that was measured: | work | against | ≥ 1.0 × | **1.78 ×** | yes | ours | theirs |
    private static IEnumerable<Row> Rows(string report)
    {
        string work = "";
        foreach (string line in report.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Split('|').Select(static cell => cell.Trim())];
            if (cells.Length < 8)
                continue;

            work = cells[1].StartsWith('…') ? work + ", " + cells[1].TrimStart('…') : cells[1];
            string measured = cells[4].Trim('*');
            bool isFloor = cells[3].StartsWith('≥') && measured.EndsWith('×') && cells[2] != "without";
            if (isFloor && double.TryParse(measured.TrimEnd('×', ' '), CultureInfo.InvariantCulture, out double times))
                yield return new Row(work.Trim(' ', ',').Replace("`", "", StringComparison.Ordinal), cells[2], times);
        }
    }

    private static void Append(StringBuilder svg, Row row, int y, double most)
    {
        const double shortest = 24; // where the peer is: 1 ×
        double length = shortest + ((Longest - shortest) * Math.Log(Math.Max(row.Times, 1)) / Math.Log(most));
        Append(svg, $"""
            <text x="{Left}" y="{y + 14}">{Text(row.Work)} <tspan fill="#777">against {Text(row.Against)}</tspan></text>
            <rect x="{Left}" y="{y + 20}" width="{length:0.0}" height="14" rx="2" fill="#c62f1d"/>
            <line x1="{Left + shortest}" x2="{Left + shortest}" y1="{y + 18}" y2="{y + 36}" stroke="#111" stroke-width="2"/>
            <text x="{Left + length + 8:0.0}" y="{y + 32}" font-weight="bold">{row.Times:0.00} ×</text>
            """);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Append(StringBuilder svg, FormattableString text) =>
        svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Row(string Work, string Against, double Times);
}
