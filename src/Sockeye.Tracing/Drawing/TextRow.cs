using System.Text;

namespace Sockeye.Tracing.Drawing;

/// <summary>A line of the picture: characters with inks, written in any order.</summary>
internal sealed class TextRow
{
    private readonly List<(char Char, Ink Ink)> _cells = [];

    public void Write(int column, string text, Ink ink)
    {
        while (_cells.Count < column + text.Length)
            _cells.Add((' ', Ink.Plain));
        for (int i = 0; i < text.Length; i++)
            _cells[column + i] = (text[i], ink);
    }

    public string ToText(bool colour)
    {
        var text = new StringBuilder(_cells.Count + 16);
        Ink current = Ink.Plain;
        foreach ((char c, Ink ink) in _cells)
        {
            if (colour && ink != current)
                text.Append(Sequence(ink));
            current = ink;
            text.Append(c);
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
