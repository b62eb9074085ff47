using System.Text;
using Sockeye.Cli.Console;
using Sockeye.Files.Storage;
using Sockeye.Tracing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tracing;

/// <summary>Where a trace is shown: standard error, or a file that is opened before anything is traced.</summary>
internal sealed class TraceOutput : IDisposable
{
    private const int WidthOfPaper = 120; // where nobody knows better

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
    /// <exception cref="IOException">The file could not be written.</exception>
    public void Show(CallLog log)
    {
        var ladder = Ladder.Of(log);
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
