namespace Sockeye.Files.Http.Pages;

/// <summary>How much work a stranger's Markdown would be, counted before any of it is parsed.</summary>
/// <remarks>
/// Markdig makes a cell for each column of each row of a table, whether anything is in it; goes through what is open at
/// each line; and looks from each mark of a paragraph to its end. All limits are our choice: whatever is within them
/// takes some 0.1 s at the most.
/// </remarks>
internal static class MarkdownWork
{
    /// <summary>The longest text, in chars.</summary>
    internal const int MaxChars = 64 * 1024;

    /// <summary>The most lines.</summary>
    internal const int MaxLines = 4 * 1024;

    /// <summary>The most cells of all tables: the widest line of each counts for all of its lines.</summary>
    internal const int MaxCells = 20_000;

    /// <summary>The marks of a paragraph times its length in chars, of all paragraphs.</summary>
    internal const long MaxMarksTimesChars = 16 * 1024 * 1024;

    /// <summary>The most signs before the first word of a line: each may begin something within the others.</summary>
    internal const int MaxNestingSigns = 64;

    /// <summary>Whether it is within all limits.</summary>
    public static bool IsBounded(string markdown)
    {
        if (markdown.Length > MaxChars)
            return false;

        // Markdig's ends of a line, and no others: what it takes for one line is one here.
        ReadOnlySpan<char> text = markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Count('\n') >= MaxLines)
            return false;

        (long cells, long marksTimesChars, var paragraph) = (0, 0, default(Paragraph));
        foreach (Range place in text.Split('\n'))
        {
            ReadOnlySpan<char> line = text[place];
            if (CountOf(line[..^line.TrimStart("> \t0123456789.)+-*").Length], ">.)+-*") > MaxNestingSigns)
                return false;

            if (EndsParagraph(line))
            {
                (cells, marksTimesChars) = (cells + paragraph.Cells, marksTimesChars + paragraph.MarksTimesChars);
                paragraph = default;
            }

            paragraph = paragraph.With(line);
        }

        return cells + paragraph.Cells <= MaxCells && marksTimesChars + paragraph.MarksTimesChars <= MaxMarksTimesChars;
    }

    // Never where Markdig goes on: an empty line, or an entry of a list with something in it (CommonMark §5.2).
    private static bool EndsParagraph(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> words = line.TrimStart(" \t");
        bool isEntry = line.Length - words.Length < 4 && !line.Contains('\t')
            && words is ['-' or '*' or '+', ' ', ..] && !words[1..].Trim(' ').IsEmpty;
        return words.IsEmpty || isEntry;
    }

    private static int CountOf(ReadOnlySpan<char> text, ReadOnlySpan<char> signs)
    {
        int count = 0;
        foreach (char sign in text)
            count += signs.Contains(sign) ? 1 : 0;
        return count;
    }

    /// <summary>Lines of which Markdig may make one paragraph, or one table.</summary>
    private readonly record struct Paragraph(int Lines, int Pipes, long Marks, int Chars)
    {
        public long Cells => Pipes == 0 ? 0 : Lines * (Pipes + 1L);

        public long MarksTimesChars => Marks * Chars;

        public Paragraph With(ReadOnlySpan<char> line) => new(
            Lines + 1, Math.Max(Pipes, line.Count('|')), Marks + CountOf(line, "[*_~&"), Chars + line.Length + 1);
    }
}
