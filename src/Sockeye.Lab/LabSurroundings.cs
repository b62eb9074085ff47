using Microsoft.Extensions.Logging;
using Sockeye.Serving;
using Sockeye.Transports.Sockets;

namespace Sockeye.Lab;

/// <summary>What the exercises need of whoever runs them.</summary>
internal sealed record LabSurroundings
{
    /// <summary>Real sockets.</summary>
    public required SocketTransport Sockets { get; init; }

    /// <summary>Is told of every socket call; null for nobody.</summary>
    public required ISocketCallSink? Calls { get; init; }

    /// <summary>The file of this program, for what is said of rights that it lacks; null when nobody knows.</summary>
    public required string? ProgramPath { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The servers' log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>What the servers measure.</summary>
    public required ServerMetrics Metrics { get; init; }

    /// <summary>Where the exercises say what happens.</summary>
    public required ITranscript Transcript { get; init; }

    /// <summary>Runs commands as a user would.</summary>
    public required ICommandStarter Commands { get; init; }

    /// <summary>Finish.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>Drop everything.</summary>
    public required CancellationToken Insist { get; init; }
}
