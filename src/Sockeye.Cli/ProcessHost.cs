using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Cli.Output;

namespace Sockeye.Cli;

/// <summary>The streams and signals of this process. It takes the signals when a command begins.</summary>
internal sealed class ProcessHost : ICommandHost, IDisposable
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private StopSignals? _signals;

    /// <summary>Where help goes. Writing to it fails if the shell closed it.</summary>
    public static TextWriter HelpOutput => StandardDescriptor.WasGiven(StandardDescriptor.Output)
        ? Console.Out
        : new StreamWriter(new ClosedOutput(), Utf8) { AutoFlush = true };

    /// <summary>Where a wrong command line is explained; if the shell closed it, nobody can be told.</summary>
    public static TextWriter HelpError =>
        StandardDescriptor.WasGiven(StandardDescriptor.Error) ? Console.Error : TextWriter.Null;

    public CommandContext CreateContext(bool json, bool verbose) => new()
    {
        Input = StandardDescriptor.WasGiven(StandardDescriptor.Input) ? Console.OpenStandardInput() : Stream.Null,
        Output = OpenStandardOutput(),
        Out = new StreamWriter(OpenResults(), Utf8) { AutoFlush = false },
        Error = new StreamWriter(OpenErrors(), Utf8) { AutoFlush = true },
        OutputIsTerminal = !Console.IsOutputRedirected,
        InputIsTerminal = !Console.IsInputRedirected && StandardDescriptor.WasGiven(StandardDescriptor.Input),
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Signals = _signals ??= StopSignals.Install(),
        Json = json,
        Verbose = verbose,
    };

    public void Dispose() => _signals?.Dispose();

    private static Stream OpenResults() =>
        StandardDescriptor.WasGiven(StandardDescriptor.Output) ? Console.OpenStandardOutput() : new ClosedOutput();

    private static Stream OpenErrors() =>
        StandardDescriptor.WasGiven(StandardDescriptor.Error) ? Console.OpenStandardError() : Stream.Null;

    // To a pipe we write by a stream of our own: disposing it shows the reader the end, and a reader that went away is
    // an error. The console's own stream does neither, but it is right for a file, whose position is shared with the
    // shell and other programs.
    private static Stream OpenStandardOutput()
    {
        if (!StandardDescriptor.WasGiven(StandardDescriptor.Output))
            return new ClosedOutput();

        using (var probe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0))
        {
            if (probe.CanSeek)
                return Console.OpenStandardOutput();
        }

        return new PipeOutput();
    }
}
