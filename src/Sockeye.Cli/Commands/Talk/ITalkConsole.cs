using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Sockeye.Cli.Console.Lines;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>Where a person types, and sees what the other one says.</summary>
internal interface ITalkConsole : IDisposable
{
    /// <summary>The lines typed, each when it is whole. Ends with the input.</summary>
    IAsyncEnumerable<string> ReadLinesAsync(CancellationToken stop);

    /// <summary>Shows a line of the other party. Called from any thread.</summary>
    void ShowPeerLine(string line);
}

/// <summary>Input from a pipe or a file: lines are sent as they come, and shown as they come.</summary>
internal sealed class PlainTalkConsole(CommandContext context) : ITalkConsole
{
    private const int QueuedLines = 16; // read ahead; then the input waits for the connection

    private readonly CancellationTokenSource _over = new();

    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var lines = Channel.CreateBounded<string>(QueuedLines);
        _ = ReadInputAsync(lines.Writer); // a read of standard input cannot be interrupted: it ends with the process
        await foreach (string line in lines.Reader.ReadAllAsync(stop))
            yield return line;
    }

    public void ShowPeerLine(string line) => context.Console.Print(new TalkLineResult(line), static said => said.Line);

    public void Dispose() => _over.Cancel();

    private async Task ReadInputAsync(ChannelWriter<string> lines)
    {
        try
        {
            using var reader = new StreamReader(context.Console.Input, Encoding.UTF8);
            while (await reader.ReadLineAsync(_over.Token) is { } line)
                await lines.WriteAsync(line, _over.Token);
            lines.Complete();
        }
        catch (Exception e)
        {
            lines.Complete(e);
        }
    }
}

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
