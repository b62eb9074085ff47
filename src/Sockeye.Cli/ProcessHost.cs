using System.Diagnostics.Metrics;
using System.Text;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Console;
using Sockeye.Cli.Console.Streams;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Protocols.Text;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli;

/// <summary>
/// The streams and signals of this process. It takes the signals at once: a start can be stopped as well.
/// </summary>
internal sealed class ProcessHost : ICommandHost, IDisposable
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly StopSignals _signals = StopSignals.Install();
    private TextWriter? _queuedResults;
    private TextWriter? _queuedErrors;

    /// <summary>Where help goes. Writing to it fails if the shell closed it, or the disk is full.</summary>
    public static TextWriter HelpOutput => new StreamWriter(OpenResults(), Utf8) { AutoFlush = true };

    /// <summary>Where a wrong command line is explained; if it cannot be written, nobody can be told.</summary>
    public static TextWriter HelpError => new StreamWriter(OpenErrors(), Utf8) { AutoFlush = true };

    public bool OwnsProcess => true;

    public TimeProvider Time => TimeProvider.System;

    public StopSignals Signals => _signals;

    /// <summary>On the meter of this process, which dotnet-counters finds by its name.</summary>
    public Lazy<ServerMetrics> Metrics { get; } =
        new(static () => new ServerMetrics(new Meter(ServerMetrics.MeterName)));

    public string? ConfigFile => Path.Combine(UserDirectory.Path, "config");

    public CommandConsole OpenConsole(bool json, bool verbose)
    {
        BeReadyForShortage();
        var results = new ResultOutput(OpenResults());
        return new CommandConsole
        {
            Input = OpenStandardInput(),
            Output = OpenStandardOutput(),
            Out = new StreamWriter(results, Utf8) { AutoFlush = false },
            OutFailure = () => results.Failure,
            Error = new StreamWriter(OpenErrors(), Utf8) { AutoFlush = true },
            QueuedOut = OperatingSystem.IsLinux() ? QueuedResults : null,
            QueuedError = OperatingSystem.IsLinux() ? QueuedErrors : null,
            OutputIsTerminal = !System.Console.IsOutputRedirected,
            InputIsTerminal = !System.Console.IsInputRedirected
                && StandardDescriptor.WasGiven(StandardDescriptor.Input),
            ErrorIsTerminal = !System.Console.IsErrorRedirected,
            Json = json,
            Verbose = verbose,
        };
    }

    public int Become(IReadOnlyList<string> program)
    {
        int code = ProgramExecution.Become(program, out string why);
        using TextWriter error = HelpError;
        error.WriteLine($"sockeye: cannot run {PrintableText.Escape(program[0])}: {why}");
        return code;
    }

    /// <summary>Waits a little for what was said last.</summary>
    public void Dispose()
    {
        _queuedResults?.Dispose();
        _queuedErrors?.Dispose();
        _signals.Dispose();
    }

    private TextWriter QueuedResults() => _queuedResults ??= Queue(StandardDescriptor.Output);

    private TextWriter QueuedErrors() => _queuedErrors ??= Queue(StandardDescriptor.Error);

    private TextWriter Queue(int descriptor) =>
        new QueuedStream(SinkOf(descriptor), Warn, lines => Metrics.Value.LogLost(lines)).AsText();

    private void Warn(string what)
    {
        TextWriter errors = QueuedErrors();
        lock (errors)
            errors.WriteLine($"warning: {what}");
    }

    // A reader that went away is no failure: who only looks at the first lines has seen them.
    private static QueuedStream.Sink SinkOf(int descriptor) => descriptor switch
    {
        _ when StandardDescriptor.WasGiven(descriptor) => lines => _ = StandardDescriptor.TryWrite(descriptor, lines),
        StandardDescriptor.Output => new ClosedOutput().Write,
        _ => static _ => { }
        ,
    };

    // A thread takes descriptors to start, and the runtime ends the process if its own cannot: they start now.
    private static void BeReadyForShortage()
    {
        OpenFiles.HoldSpare();
        ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
        using (new Timer(static _ => { }, null, dueTime: 1, Timeout.Infinite))
        {
        }
    }

    private static Stream OpenResults()
    {
        if (!StandardDescriptor.WasGiven(StandardDescriptor.Output))
            return new ClosedOutput();

        return OperatingSystem.IsLinux()
            ? new MessageOutput(StandardDescriptor.Output)
            : System.Console.OpenStandardOutput();
    }

    private static Stream OpenErrors()
    {
        if (!StandardDescriptor.WasGiven(StandardDescriptor.Error))
            return Stream.Null;

        return OperatingSystem.IsLinux()
            ? new MessageOutput(StandardDescriptor.Error)
            : System.Console.OpenStandardError();
    }

    private static Stream OpenStandardInput()
    {
        if (!StandardDescriptor.WasGiven(StandardDescriptor.Input))
            return Stream.Null;

        return OperatingSystem.IsLinux() ? new StandardInput() : System.Console.OpenStandardInput();
    }

    // The console's own stream shows no end while we go on, hides that the reader went away, and cannot be given up.
    private static Stream OpenStandardOutput()
    {
        if (!StandardDescriptor.WasGiven(StandardDescriptor.Output))
            return new ClosedOutput();

        return OperatingSystem.IsLinux() ? new StandardOutput() : System.Console.OpenStandardOutput();
    }
}
