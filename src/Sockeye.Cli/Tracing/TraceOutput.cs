using System.Text;
using Sockeye.Cli.Console;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Text;
using Sockeye.Tracing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tracing;

/// <summary>Where a trace is shown: standard error, or a file that is opened before anything is traced.</summary>
internal sealed class TraceOutput : IDisposable
{
    private const int WidthOfPaper = 80; // where nobody knows better: of most terminals

    private readonly TraceSettings _settings;
    private readonly CommandConsole _console;
    private readonly FreshFile? _file;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public TraceOutput(TraceSettings settings, CommandConsole console)
    {
        (_settings, _console) = (settings, console);
        if (settings.File is null)
            return;

        _file = new FreshFile(settings.File);
    }

    /// <summary>Draws what was recorded.</summary>
    /// <param name="log">The calls.</param>
    /// <param name="choice">Which sockets are shown.</param>
    /// <param name="origin">What was traced, and when.</param>
    /// <exception cref="IOException">The file could not be written.</exception>
    public void Show(CallLog log, SocketChoice choice, TraceOrigin origin)
    {
        Ladder ladder = Ladder.Of(log, choice) with { Origin = origin };
        string drawn = Draw(ladder);
        if (_file is null)
        {
            lock (_console.Error)
            {
                _console.Error.Write(drawn);
                _console.Error.Flush();
            }

            return;
        }

        _file.Write(Encoding.UTF8.GetBytes(drawn));
        _console.Say($"wrote {PrintableText.Escape(_settings.File!)}: {CallText.Summary(ladder)}");
        if (CallText.Omission(ladder) is { } omission)
            _console.Say(omission);
    }

    public void Dispose() => _file?.Dispose();

    private string Draw(Ladder ladder) => _settings.Format switch
    {
        TraceFormat.Json => JsonLadder.Draw(ladder),
        TraceFormat.Mermaid => MermaidLadder.Draw(ladder),
        TraceFormat.Svg => SvgLadder.Draw(ladder),
        TraceFormat.Html => HtmlLadder.Draw(ladder),
        _ => TextLadder.Draw(ladder, Style()),
    };

    private TextStyle Style()
    {
        bool isTerminal = _file is null && _console.ErrorIsTerminal;
        return new TextStyle(
            isTerminal ? Math.Max(DrawnScreen.Columns, 40) : WidthOfPaper,
            Unicode: TerminalText.IsUnicode,
            Colour: isTerminal && TerminalText.MayColour);
    }
}
