using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands;

/// <summary>What commands run in: the process has its own streams, clock and signals, a test others.</summary>
internal interface ICommandHost
{
    /// <summary>The clock.</summary>
    TimeProvider Time { get; }

    /// <summary>The signals that end a command.</summary>
    StopSignals Signals { get; }

    /// <summary>Is told of the socket calls of all commands; null for nobody.</summary>
    ISocketCallSink? Calls => null;

    /// <summary>Makes the console of a command, when its line has been read.</summary>
    CommandConsole OpenConsole(bool json, bool verbose);
}
