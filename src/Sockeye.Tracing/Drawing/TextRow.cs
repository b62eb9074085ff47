using System.Text;

namespace Sockeye.Tracing.Drawing;

/// <summary>A line of the picture: characters with inks, written in any order.</summary>
internal sealed class TextRow
{
    private readonly List<(string Text, Ink Ink)> _cells = [];

    /// <summary>Writes a text into the columns it takes; a wide character fills the second with nothing.</summary>
    public void Write(int column, string text, Ink ink)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            int width = TextCells.Of(rune);
            if (width == 0 && column > 0 && column <= _cells.Count)
            {
                // With the character it stands above, which may be wide.
                int below = _cells[column - 1].Text.Length == 0 && column > 1 ? column - 2 : column - 1;
                _cells[below] = (_cells[below].Text + rune, _cells[below].Ink);
                continue;
            }

            while (_cells.Count < column + width)
                _cells.Add((" ", Ink.Plain));
            for (int i = 0; i < width; i++)
                _cells[column + i] = (i == 0 ? rune.ToString() : "", ink);
            column += width;
        }
    }

    public string ToText(bool colour)
    {
        var text = new StringBuilder(_cells.Count + 16);
        Ink current = Ink.Plain;
        foreach ((string cell, Ink ink) in _cells)
        {
            if (colour && ink != current)
                text.Append(Sequence(ink));
            current = ink;
            text.Append(cell);
        }

        if (colour && current != Ink.Plain)
            text.Append(Sequence(Ink.Plain));
        return text.ToString().TrimEnd(' ');
    }

    // SGR, ECMA-48 §8.3.117.
    private static string Sequence(Ink ink) => ink switch
    {
        Ink.Faint => "\e[0;2m",
        Ink.Call => "\e[0;1m",
        Ink.Failure => "\e[0;31m",
        Ink.Data => "\e[0;32m",
        Ink.Wait => "\e[0;33m",
        Ink.State => "\e[0;36m",
        Ink.Arrow => "\e[0;34m",
        _ => "\e[0m",
    };
}
