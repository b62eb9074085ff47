using System.Text;

namespace Sockeye.Cli.Terminal;

/// <summary>A line being typed: keys in, what to draw out. Knows nothing of a terminal.</summary>
/// <remarks>
/// Backspace removes a character, Ctrl-W a word, Ctrl-U everything; Ctrl-D on an empty line ends the input.
/// </remarks>
internal sealed class LineEditor(string prompt)
{
    private const char EndOfInput = '\u0004'; // Ctrl-D
    private const char EraseLine = '\u0015'; // Ctrl-U
    private const char EraseWord = '\u0017'; // Ctrl-W

    private readonly StringBuilder _line = new();

    /// <summary>Ctrl-D was typed on an empty line.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Takes a key.</summary>
    /// <returns>The whole line when the key was Enter, else null.</returns>
    public string? OnKey(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter }:
                string line = _line.ToString();
                _line.Clear();
                return line;
            case { Key: ConsoleKey.Backspace }:
                RemoveLast(IsLastPair() ? 2 : 1);
                break;
            case { KeyChar: EraseLine }:
                _line.Clear();
                break;
            case { KeyChar: EraseWord }:
                RemoveWord();
                break;
            case { KeyChar: EndOfInput }:
                IsEnded = _line.Length == 0;
                break;
            case { KeyChar: var c } when !char.IsControl(c):
                _line.Append(c);
                break;
        }

        return null;
    }

    /// <summary>The prompt and as much of the line's end as fits <paramref name="columns"/>.</summary>
    public string Render(int columns)
    {
        int room = Math.Max(columns - prompt.Length - 1, 1); // the last column stays free, or the terminal wraps
        string line = _line.ToString();
        if (line.Length <= room)
            return prompt + line;

        string end = line[^(room - 1)..];
        return prompt + "…" + (end.Length > 0 && char.IsLowSurrogate(end[0]) ? end[1..] : end); // no half character
    }

    private bool IsLastPair() => _line.Length >= 2 && char.IsLowSurrogate(_line[^1]);

    private void RemoveLast(int chars) => _line.Length = Math.Max(0, _line.Length - chars);

    private void RemoveWord()
    {
        string rest = _line.ToString().TrimEnd();
        _line.Length = rest.LastIndexOf(' ') + 1;
    }
}
