using System.Text;

namespace Sockeye.Cli.Console.Lines;

/// <summary>A line being typed: keys in, what to draw out. Knows nothing of a terminal.</summary>
/// <remarks>
/// <code>
/// left right  Ctrl-B Ctrl-F   a character back, on        Backspace  Delete   remove one
/// Ctrl-left Ctrl-right Alt-B Alt-F  a word back, on       Ctrl-W              …the word before
/// Home End  Ctrl-A Ctrl-E     the line's ends             Ctrl-U Ctrl-K       …all before, all behind
/// up down  Ctrl-P Ctrl-N      lines typed before          Tab                 complete the word
/// Ctrl-C  drop the line       Ctrl-D on an empty line     end the input
/// </code>
/// </remarks>
/// <param name="prompt">Stands before the line.</param>
/// <param name="history">The lines typed before; null where none are kept.</param>
/// <param name="complete">Of a line and the cursor's place, what the word there could become; null for none.</param>
internal sealed class LineEditor(
    string prompt, LineHistory? history = null, Func<string, int, Completion>? complete = null)
{
    private const char Ellipsis = '…';

    private readonly StringBuilder _line = new();
    private int _cursor;

    /// <summary>Ctrl-D was typed on an empty line.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The last key was Ctrl-C, and there was no line to drop.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>What the word could become, when the last key was Tab and there were several.</summary>
    public IReadOnlyList<string> Candidates { get; private set; } = [];

    /// <summary>Takes a key.</summary>
    /// <returns>The whole line when the key was Enter, else null.</returns>
    public string? OnKey(ConsoleKeyInfo key)
    {
        (IsInterrupted, Candidates) = (false, []);
        if (key.Key == ConsoleKey.Enter)
            return Take();

        if (!OnKeyOfTheTerminal(key) && !OnControl(key) && !char.IsControl(key.KeyChar))
            _line.Insert(_cursor++, key.KeyChar);
        return null;
    }

    /// <summary>The prompt and as much of the line around the cursor as fits <paramref name="columns"/>.</summary>
    public RenderedLine Render(int columns)
    {
        int room = Math.Max(columns - prompt.Length - 1, 1); // the last column stays free, or the terminal wraps
        string line = _line.ToString();
        if (line.Length <= room)
            return new RenderedLine(prompt + line, prompt.Length + _cursor);

        int tail = line.Length - room + 1; // behind an ellipsis
        bool showsTail = _cursor > tail || _cursor == line.Length;
        int start = showsTail ? tail : Math.Max(0, Math.Min(_cursor - (room / 2), tail));
        if (start < line.Length && char.IsLowSurrogate(line[start]))
            start++; // no half character
        int end = showsTail ? line.Length : Math.Min(line.Length, start + Math.Max(1, room - 2));
        if (end < line.Length && char.IsLowSurrogate(line[end]))
            end--;
        string before = start > 0 ? prompt + Ellipsis : prompt;
        string after = end < line.Length ? Ellipsis.ToString() : "";
        return new RenderedLine(before + line[start..end] + after, before.Length + _cursor - start);
    }

    private bool OnKeyOfTheTerminal(ConsoleKeyInfo key)
    {
        bool byWord = (key.Modifiers & (ConsoleModifiers.Control | ConsoleModifiers.Alt)) != 0;
        switch (key.Key)
        {
            case ConsoleKey.Backspace: Remove(Back(), _cursor); break;
            case ConsoleKey.Delete: Remove(_cursor, On()); break;
            case ConsoleKey.LeftArrow: _cursor = byWord ? WordBack() : Back(); break;
            case ConsoleKey.RightArrow: _cursor = byWord ? WordOn() : On(); break;
            case ConsoleKey.Home: _cursor = 0; break;
            case ConsoleKey.End: _cursor = _line.Length; break;
            case ConsoleKey.UpArrow: Recall(history?.Previous(_line.ToString())); break;
            case ConsoleKey.DownArrow: Recall(history?.Next(_line.ToString())); break;
            case ConsoleKey.Tab: Complete(); break;
            case ConsoleKey.B when key.Modifiers == ConsoleModifiers.Alt: _cursor = WordBack(); break;
            case ConsoleKey.F when key.Modifiers == ConsoleModifiers.Alt: _cursor = WordOn(); break;
            default: return false;
        }

        return true;
    }

    private bool OnControl(ConsoleKeyInfo key)
    {
        switch (key.KeyChar)
        {
            case Control.A: _cursor = 0; break;
            case Control.B: _cursor = Back(); break;
            case Control.C: Interrupt(); break;
            case Control.D: EndOrDelete(); break;
            case Control.E: _cursor = _line.Length; break;
            case Control.F: _cursor = On(); break;
            case Control.K: Remove(_cursor, _line.Length); break;
            case Control.N: Recall(history?.Next(_line.ToString())); break;
            case Control.P: Recall(history?.Previous(_line.ToString())); break;
            case Control.U: Remove(0, _cursor); break;
            case Control.W: Remove(WordStart(), _cursor); break;
            default: return false;
        }

        return true;
    }

    private string Take()
    {
        string line = _line.ToString();
        history?.Add(line);
        Replace("");
        return line;
    }

    private void Interrupt()
    {
        IsInterrupted = _line.Length == 0;
        Replace("");
    }

    private void EndOrDelete()
    {
        IsEnded = _line.Length == 0;
        Remove(_cursor, On());
    }

    private void Recall(string? line)
    {
        if (line is not null)
            Replace(line);
    }

    private void Replace(string line)
    {
        _line.Clear().Append(line);
        _cursor = line.Length;
    }

    private void Remove(int start, int end)
    {
        _line.Remove(start, end - start);
        _cursor = start;
    }

    private void Complete()
    {
        if (complete?.Invoke(_line.ToString(), _cursor) is not { Candidates: [var first, ..] } found)
            return;

        string common = first;
        foreach (string candidate in found.Candidates)
            common = common[..common.AsSpan().CommonPrefixLength(candidate)];
        int typed = _cursor - found.Start;
        if (common.Length > typed)
        {
            Remove(found.Start, _cursor);
            _line.Insert(_cursor, common);
            _cursor += common.Length;
        }
        else
        {
            Candidates = found.Candidates;
        }
    }

    private int Back() => _cursor >= 2 && char.IsLowSurrogate(_line[_cursor - 1])
        ? _cursor - 2
        : Math.Max(0, _cursor - 1);

    private int On() => _cursor + 2 <= _line.Length && char.IsHighSurrogate(_line[_cursor])
        ? _cursor + 2
        : Math.Min(_line.Length, _cursor + 1);

    private int WordBack()
    {
        int at = _cursor;
        while (at > 0 && !char.IsLetterOrDigit(_line[at - 1]))
            at--;
        while (at > 0 && char.IsLetterOrDigit(_line[at - 1]))
            at--;
        return at;
    }

    private int WordOn()
    {
        int at = _cursor;
        while (at < _line.Length && !char.IsLetterOrDigit(_line[at]))
            at++;
        while (at < _line.Length && char.IsLetterOrDigit(_line[at]))
            at++;
        return at;
    }

    // Of the word that Ctrl-W removes, which ends at a blank only.
    private int WordStart() => _line.ToString(0, _cursor).TrimEnd().LastIndexOf(' ') + 1;

    // What Ctrl and a letter send: the letter's place in the alphabet.
    private static class Control
    {
        public const char A = '\u0001', B = '\u0002', C = '\u0003', D = '\u0004', E = '\u0005', F = '\u0006';
        public const char K = '\u000b', N = '\u000e', P = '\u0010', U = '\u0015', W = '\u0017';
    }
}

/// <summary>A line as it is drawn.</summary>
/// <param name="Text">The prompt and what can be seen of the line.</param>
/// <param name="Cursor">Where the cursor stands, in characters from the beginning of the text.</param>
internal readonly record struct RenderedLine(string Text, int Cursor);
