namespace Sockeye.Cli.Console;

/// <summary>Breaks text between words. Pure.</summary>
internal static class WordWrap
{
    private const string Gap = "  "; // between a label and what it means

    /// <summary>The lines of a text, each of at most so many columns where its words allow it.</summary>
    public static IEnumerable<string> Lines(string text, int columns)
    {
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > columns)
                {
                    yield return line;
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            if (line.Length > 0)
                yield return line;
        }
    }

    /// <summary>
    /// The same text with its long lines broken: what goes on stands below where the line's meaning began, behind its
    /// indent or its label. A line with a quotation mark in it is data, and stays as it is.
    /// </summary>
    public static string Hang(string text, int columns) =>
        string.Join('\n', text.Split('\n').SelectMany(line => HangLine(line, columns)));

    private static IEnumerable<string> HangLine(string line, int columns)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        int gap = line.IndexOf(Gap, indent, StringComparison.Ordinal);
        int start = gap < 0 ? indent : gap + line[gap..].Length - line[gap..].TrimStart(' ').Length;
        if (line.Length <= columns || line.Contains('"', StringComparison.Ordinal) || start > columns / 2)
            return [line];

        return Lines(line[start..], columns - start)
            .Select((part, at) => (at == 0 ? line[..start] : new string(' ', start)) + part);
    }
}
