using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sockeye.Cli.Console.Lines;

/// <summary>A terminal with a line being typed at its bottom; what is shown meanwhile appears above it.</summary>
internal sealed class LineTerminal : IDisposable
{
    private const string EraseToEnd = "\r\u001b[K"; // carriage return, then EL: ECMA-48 §8.3.41
    private const int CandidateColumns = 18;

    private readonly TextWriter _output;
    private readonly LineEditor _editor;
    private readonly Lock _screen = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(); // as fast as a person types
    private readonly bool _echoes;
    private bool _isOver;

    /// <summary>Begins to read keys.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="editor">The line.</param>
    /// <param name="takesControlC">Whether Ctrl-C is a key for the editor; else it is the signal it always is.</param>
    /// <param name="echoes">
    /// Whether a whole line stays on the screen at once. Whoever shows it when its turn comes keeps it together with
    /// what follows from it, also when several are pasted.
    /// </param>
    public LineTerminal(TextWriter output, LineEditor editor, bool takesControlC = false, bool echoes = true)
    {
        (_output, _editor, _echoes) = (output, editor, echoes);
        System.Console.TreatControlCAsInput = takesControlC;
        var keyboard = new Thread(ReadKeys) { IsBackground = true, Name = "keyboard" };
        keyboard.Start();
    }

    /// <summary>Is called when Ctrl-C finds no line to drop. On the keyboard's thread: be quick.</summary>
    public Action? Interrupted { get; set; }

    /// <summary>The lines typed, each when it is whole. Ends with Ctrl-D.</summary>
    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (string line in _lines.Reader.ReadAllAsync(stop))
            yield return line;
    }

    /// <summary>Shows lines above the one being typed. Called from any thread.</summary>
    public void Show(string text)
    {
        lock (_screen)
        {
            _output.Write($"{EraseToEnd}{text}\n");
            if (_isOver)
                _output.Flush();
            else
                Draw();
        }
    }

    public void Dispose()
    {
        lock (_screen)
        {
            _isOver = true;
            _output.Write(EraseToEnd);
            _output.Flush();
        }
    }

    private void ReadKeys()
    {
        lock (_screen)
            Draw();
        while (!_editor.IsEnded)
        {
            ConsoleKeyInfo key = System.Console.ReadKey(intercept: true);
            lock (_screen)
            {
                if (_isOver)
                    return;

                OnKey(key);
            }

            if (_editor.IsInterrupted)
                Interrupted?.Invoke();
        }

        _lines.Writer.Complete();
    }

    private void OnKey(ConsoleKeyInfo key)
    {
        string shown = _editor.Render(int.MaxValue).Text;
        if (_editor.OnKey(key) is { } line)
        {
            if (_echoes)
                _output.Write($"{EraseToEnd}{shown}\n");
            _lines.Writer.TryWrite(line);
        }

        if (_editor.Candidates.Count > 0)
            _output.Write($"{EraseToEnd}{shown}\n{InColumns(_editor.Candidates)}\n");
        Draw();
    }

    private static string InColumns(IReadOnlyList<string> words)
    {
        int perLine = Math.Max(1, DrawnScreen.Columns / CandidateColumns);
        IEnumerable<string> lines = words.Chunk(perLine).Select(
            line => string.Concat(line.Select(word => word.PadRight(CandidateColumns))).TrimEnd());
        return string.Join("\n", lines);
    }

    // Writing up to the cursor a second time puts it there, however wide the characters are.
    private void Draw()
    {
        RenderedLine line = _editor.Render(Math.Max(DrawnScreen.Columns, 20));
        _output.Write(EraseToEnd + line.Text);
        if (line.Cursor < line.Text.Length)
            _output.Write("\r" + line.Text[..line.Cursor]);
        _output.Flush();
    }
}
