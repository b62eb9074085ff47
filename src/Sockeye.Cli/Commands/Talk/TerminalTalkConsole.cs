using Sockeye.Cli.Console.Lines;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>
/// A terminal: the line being typed stays at the bottom, and lines of the other party appear above it.
/// </summary>
internal sealed class TerminalTalkConsole(CommandContext context) : ITalkConsole
{
    private readonly LineTerminal _terminal = new(context.Console.Out, new LineEditor("> "));

    public IAsyncEnumerable<string> ReadLinesAsync(CancellationToken stop) => _terminal.ReadLinesAsync(stop);

    public void ShowPeerLine(string line) => _terminal.Show(line);

    public void Dispose() => _terminal.Dispose();
}
