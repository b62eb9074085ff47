using Sockeye.Cli.Console;

namespace Sockeye.Cli.Help;

/// <summary>A page for a terminal: plain text, no line longer than <see cref="Columns"/>.</summary>
internal static class HelpText
{
    /// <summary>The width of a terminal that nobody has widened.</summary>
    public const int Columns = 80;

    private const int LabelColumns = 22; // what most labels need; longer ones have a line of their own

    /// <summary>Writes the page.</summary>
    public static void Write(HelpPage page, TextWriter output)
    {
        Paragraph(output, page.Summary, indent: 0);
        if (page.Details.Length > 0)
            Paragraph(output, page.Details, indent: 0);
        output.Write("\nUsage:\n");
        Paragraph(output, $"{page.Name} {page.Usage}", indent: 2);
        foreach (HelpSection section in page.Sections)
        {
            output.Write($"\n{section.Title}:\n");
            int columns = Math.Min(LabelColumns, section.Rows.Max(static row => row.Label.Length));
            foreach (HelpRow row in section.Rows)
                Row(output, row, columns);
        }

        if (page.Examples.Count == 0)
            return;

        output.Write("\nExamples:\n");
        foreach (string example in page.Examples)
            output.Write($"  {example}\n");
    }

    private static void Row(TextWriter output, HelpRow row, int columns)
    {
        int indent = columns + 4;
        bool fits = row.Label.Length <= columns;
        string[] lines = [.. WordWrap.Lines(row.Text, Columns - indent)];
        output.Write(fits && lines.Length > 0 ? $"  {row.Label.PadRight(columns)}  {lines[0]}\n" : $"  {row.Label}\n");
        foreach (string line in lines.Skip(fits ? 1 : 0))
            output.Write($"{new string(' ', indent)}{line}\n");
    }

    private static void Paragraph(TextWriter output, string text, int indent)
    {
        foreach (string line in WordWrap.Lines(text, Columns - indent))
            output.Write($"{new string(' ', indent)}{line}\n");
    }
}
