namespace Sockeye.Cli.Console.Lines;

/// <summary>The lines typed before, to be called back one by one.</summary>
internal sealed class LineHistory
{
    /// <summary>How many are kept: 1,000; the oldest go first.</summary>
    public const int MaxLines = 1_000;

    private readonly List<string> _lines = [];
    private int _at; // the line shown; behind the last one while a new one is typed
    private string _typed = ""; // the new line, while an older one is shown

    /// <summary>Continues an earlier history, the oldest line first.</summary>
    public LineHistory(IEnumerable<string> earlier)
    {
        foreach (string line in earlier)
            Add(line);
    }

    /// <summary>Keeps a line, unless it is empty or the same as the one before.</summary>
    /// <returns>Whether it was kept.</returns>
    public bool Add(string line)
    {
        bool isNew = line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line);
        if (isNew)
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        _at = _lines.Count;
        return isNew;
    }

    /// <summary>The line before the one shown; the first again at the end.</summary>
    /// <param name="shown">The line as it is now, to come back to.</param>
    public string Previous(string shown)
    {
        if (_at == _lines.Count)
            _typed = shown;
        if (_at > 0)
            _at--;
        return _at < _lines.Count ? _lines[_at] : shown;
    }

    /// <summary>The line after the one shown; at last the one that was being typed.</summary>
    /// <param name="shown">The line as it is now.</param>
    public string Next(string shown)
    {
        if (_at == _lines.Count)
            return shown;

        _at++;
        return _at < _lines.Count ? _lines[_at] : _typed;
    }
}
