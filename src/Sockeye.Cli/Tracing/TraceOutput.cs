using System.Text;
using Sockeye.Cli.Output;
using Sockeye.Storage;
using Sockeye.Tracing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tracing;

/// <summary>Where a trace is shown: standard error, or a file that is opened before anything is traced.</summary>
internal sealed class TraceOutput : IDisposable
{
    private const int WidthOfPaper = 120; // where nobody knows better

    private readonly TraceSettings _settings;
    private readonly CommandContext _context;
    private readonly StreamWriter? _file;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public TraceOutput(TraceSettings settings, CommandContext context)
    {
        (_settings, _context) = (settings, context);
        if (settings.File is null)
            return;

        context.Attempt = $"write the trace to {settings.File}";
        _file = new StreamWriter(
            LocalFile.Create(settings.File), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Draws what was recorded.</summary>
    public void Show(CallLog log)
    {
        var ladder = Ladder.Of(log);
        TextWriter output = _file ?? _context.Error;
        lock (_context.Error)
        {
            output.Write(Draw(ladder));
            output.Flush();
        }

        if (_file is not null && CallText.Omission(ladder) is { } omission)
            _context.Say(omission);
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
        bool isTerminal = _file is null && _context.ErrorIsTerminal;
        return new TextStyle(
            isTerminal ? Math.Max(DrawnScreen.Columns, 40) : WidthOfPaper,
            Unicode: TerminalText.IsUnicode,
            Colour: isTerminal && TerminalText.MayColour);
    }
}
