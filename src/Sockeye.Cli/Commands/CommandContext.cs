using Microsoft.Extensions.Logging;
using Sockeye.Cli.Console;
using Sockeye.Cli.Console.Streams;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands;

/// <summary>What a command touches of the world. Tests give it other streams; nothing else is global.</summary>
internal sealed class CommandContext
{
    /// <summary>Standard input, as bytes.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output, as bytes. Disposing it closes the descriptor, so that a reader sees the end.</summary>
    public required Stream Output { get; init; }

    /// <summary>Results, as text. Writing them does not fail.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Why results did not get where they should; null when they all did.</summary>
    public Func<IOException?> OutFailure { get; init; } = static () => null;

    /// <summary>Everything that is not a result.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>
    /// Standard output for lines that only tell what happens: writing waits for nothing (<see cref="QueuedStream"/>).
    /// null where <see cref="Out"/> does as well.
    /// </summary>
    public Func<TextWriter>? QueuedOut { get; init; }

    /// <summary>The same for <see cref="Error"/>.</summary>
    public Func<TextWriter>? QueuedError { get; init; }

    /// <summary>Where the log goes: standard error.</summary>
    public TextWriter LogOutput
    {
        get => field ??= Error;
        private set;
    }

    /// <summary>Whether a person types the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a person watches the results: then they may have colours.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person watches the errors: then there are progress bars.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The signals that end the command.</summary>
    public required StopSignals Signals { get; init; }

    /// <summary>Results as JSON lines (<c>--json</c>).</summary>
    public bool Json { get; init; }

    /// <summary>Steps and stack traces as well (<c>--verbose</c>).</summary>
    public bool Verbose { get; init; }

    /// <summary>
    /// What the command is about, to follow "cannot" in front of an error that does not say it itself.
    /// </summary>
    public string Attempt { get; set; } = "go on";

    /// <summary>Is told of every socket call (<c>--trace</c>); null for nobody. Set before the first socket.</summary>
    public ISocketCallSink? Calls { get; set; }

    /// <summary>The kernel's sockets.</summary>
    public SocketTransport Sockets => field ??= new SocketTransport(Time, Calls) { Logger = Logger };

    /// <summary>Streams over those sockets, perhaps at a pace.</summary>
    public IStreamTransport Carrier
    {
        get => field ??= Sockets;
        set;
    }

    /// <summary>
    /// Streams over those, and inside TLS where the command's options say whom to trust, or who we are.
    /// </summary>
    public IStreamTransport Streams
    {
        get => field ??= Carrier;
        set;
    }

    /// <summary>Asks about servers that are not known.</summary>
    public TrustPrompt TrustPrompt => field ??= new TrustPrompt(this);

    /// <summary>Writes a line above the bars that are being drawn on a terminal; null while there are none.</summary>
    public Action<string>? AboveBars { get; set; }

    /// <summary>The log, on standard error.</summary>
    public ILogger Logger => field ??= new TextLogger(LogOutput, Verbose ? LogLevel.Debug : LogLevel.Information);

    /// <summary>
    /// The log waits for nothing from now on: for servers, whom nobody who fails to read it may hold up. To be called
    /// before anything is logged.
    /// </summary>
    public void QueueLog() => LogOutput = QueuedError?.Invoke() ?? Error;

    /// <summary>Prints a result: one JSON object per line, or text.</summary>
    public void Print<T>(T result, Func<T, string> text)
        where T : class, IJsonLine<T>
    {
        string line = Json ? JsonLine.Of(result) : text(result);
        if (OutputIsTerminal && AboveBars is { } writeAbove) // both are on one terminal
            writeAbove(line);
        else
            WriteLine(Out, line);
    }

    /// <summary>Says something that is not a result.</summary>
    public void Say(string line)
    {
        if (AboveBars is { } writeAbove)
            writeAbove(line);
        else
            WriteLine(Error, line);
    }

    private static void WriteLine(TextWriter writer, string line)
    {
        lock (writer)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}
