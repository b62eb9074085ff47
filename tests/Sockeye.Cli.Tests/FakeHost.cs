using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Serving;

namespace Sockeye.Cli.Tests;

/// <summary>Runs the command as a user would, with streams, clock and signals of the test.</summary>
internal sealed class FakeHost : ICommandHost, IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly SharedText _out = new();
    private readonly SharedText _error = new();
    private readonly StringWriter _help = new();

    /// <summary>How many commands were run, as opposed to refused by the parser.</summary>
    public int Contexts { get; private set; }

    public StopSignals Signals { get; } = new();

    /// <summary>Standard input.</summary>
    public Stream Input { get; init; } = Stream.Null;

    public bool ErrorIsTerminal { get; init; }

    public string? ConfigFile { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Lazy<ServerMetrics> Metrics { get; } = new(static () => new ServerMetrics());

    /// <summary>The program that took over; null when none did.</summary>
    public IReadOnlyList<string>? Became { get; private set; }

    /// <summary>Results: as text, then as bytes.</summary>
    public string Out => _out + Encoding.UTF8.GetString(_output.ToArray());

    public string Error => _error.ToString();

    /// <summary>What the parser printed, help included.</summary>
    public string Help => _help.ToString();

    public async Task<ExitCode> RunAsync(params string[] arguments) =>
        (ExitCode)await SockeyeCommand.RunAsync(arguments, this, _help, _help);

    /// <summary>What a command is given.</summary>
    public CommandContext CreateContext()
    {
        CommandConsole console = OpenConsole(json: false, verbose: false);
        return new CommandContext(
            console, new Surroundings(Time, Signals, NullLogger.Instance, Metrics),
            new CommandNetwork(Time, NullLogger.Instance, calls: null, new TrustPrompt(console)));
    }

    public int Become(IReadOnlyList<string> program)
    {
        Became = program;
        return 7; // as if it had run
    }

    public CommandConsole OpenConsole(bool json, bool verbose)
    {
        Contexts++;
        return new CommandConsole
        {
            Input = Input,
            Output = _output,
            Out = _out,
            Error = _error,
            ErrorIsTerminal = ErrorIsTerminal,
            Json = json,
            Verbose = verbose,
        };
    }

    public void Dispose() => Signals.Dispose();

    // Written by servers' tasks while the test reads.
    private sealed class SharedText : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text)
                _text.Append(value);
        }

        public override string ToString()
        {
            lock (_text)
                return _text.ToString();
        }
    }
}
