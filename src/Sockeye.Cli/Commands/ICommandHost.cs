using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Serving;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands;

/// <summary>What commands run in: the process has its own streams, clock and signals, a test others.</summary>
internal interface ICommandHost
{
    /// <summary>The clock.</summary>
    TimeProvider Time { get; }

    /// <summary>The signals that end a command.</summary>
    StopSignals Signals { get; }

    /// <summary>What servers measure, and the lines of logs that were lost.</summary>
    Lazy<ServerMetrics> Metrics { get; }

    /// <summary>Whether the process is ours, with its thread pool; in a test others use it as well.</summary>
    bool OwnsProcess => false;

    /// <summary>Is told of the socket calls of all commands; null for nobody.</summary>
    ISocketCallSink? Calls => null;

    /// <summary>The file of what our user always wants; null for none.</summary>
    string? ConfigFile => null;

    /// <summary>Becomes another program, when all of the command is done (<see cref="ProgramExecution"/>).</summary>
    /// <param name="program">Its name and its arguments.</param>
    /// <returns>Only if it could not: the exit code. It has been said why.</returns>
    int Become(IReadOnlyList<string> program) => throw new NotSupportedException("no other program is run here");

    /// <summary>Makes the console of a command, when its line has been read.</summary>
    CommandConsole OpenConsole(bool json, bool verbose);
}
