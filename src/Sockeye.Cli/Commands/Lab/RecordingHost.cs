using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Serving;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Runs a command of ours inside the lab and keeps what it prints.</summary>
internal sealed class RecordingHost(CommandContext outer) : ICommandHost
{
    private readonly StringWriter _error = new();

    /// <summary>What it said on standard error.</summary>
    public string Error => _error.ToString().Trim();

    public TimeProvider Time => outer.Time;

    public StopSignals Signals => outer.Surroundings.Signals;

    public Lazy<ServerMetrics> Metrics => outer.Surroundings.Metrics;

    public ISocketCallSink? Calls => outer.Network.Calls;

    public CommandConsole OpenConsole(bool json, bool verbose) => new()
    {
        Input = Stream.Null,
        Output = Stream.Null,
        Out = TextWriter.Null,
        Error = _error,
    };
}
