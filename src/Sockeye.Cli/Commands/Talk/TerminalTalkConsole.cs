using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sockeye.Cli.Terminal;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>
/// A terminal: the line being typed stays at the bottom, and lines of the other party appear above it.
/// </summary>
internal sealed class TerminalTalkConsole : ITalkConsole
{
    private const string EraseToEnd = "\r\u001b[K"; // carriage return, then EL: ECMA-48 §8.3.41

    private readonly CommandContext _context;
    private readonly LineEditor _editor = new("> ");
    private readonly Lock _screen = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private bool _isOver;

    public TerminalTalkConsole(CommandContext context)
    {
        _context = context;
        Console.TreatControlCAsInput = false;
        var keyboard = new Thread(ReadKeys) { IsBackground = true, Name = "keyboard" };
        keyboard.Start();
    }

    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (string line in _lines.Reader.ReadAllAsync(stop))
            yield return line;
    }

    public void ShowPeerLine(string line)
    {
        lock (_screen)
        {
            _context.Out.Write($"{EraseToEnd}{line}\n");
            Draw();
        }
    }

    public void Dispose()
    {
        lock (_screen)
        {
            _isOver = true;
            _context.Out.Write(EraseToEnd);
            _context.Out.Flush();
        }
    }

    private void ReadKeys()
    {
        lock (_screen)
            Draw();
        while (!_editor.IsEnded)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            lock (_screen)
            {
                if (_isOver)
                    return;

                OnKey(key);
            }
        }

        _lines.Writer.Complete();
    }

    private void OnKey(ConsoleKeyInfo key)
    {
        string shown = _editor.Render(int.MaxValue);
        if (_editor.OnKey(key) is { } line)
        {
            _context.Out.Write($"{EraseToEnd}{shown}\n");
            _lines.Writer.TryWrite(line);
        }

        Draw();
    }

    private void Draw()
    {
        _context.Out.Write(EraseToEnd + _editor.Render(Math.Max(Console.WindowWidth, 20)));
        _context.Out.Flush();
    }
}
