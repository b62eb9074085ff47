using Sockeye.Cli.Commands;

namespace Sockeye.Cli.Lab;

/// <summary>Runs a command of ours inside the lab and keeps what it prints.</summary>
internal sealed class RecordingHost(CommandContext outer) : ICommandHost
{
    private readonly StringWriter _error = new();

    /// <summary>What it said on standard error.</summary>
    public string Error => _error.ToString().Trim();

    public CommandContext CreateContext(bool json, bool verbose) => new()
    {
        Input = Stream.Null,
        Output = Stream.Null,
        Out = TextWriter.Null,
        Error = _error,
        Time = outer.Time,
        Signals = outer.Signals,
        Calls = outer.Calls,
    };
}
