using Microsoft.Extensions.Logging;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Network;

/// <summary>The network as a command has it. It does not change: options make another of it.</summary>
internal sealed record CommandNetwork
{
    private readonly Lazy<SocketTransport> _sockets; // most commands that need none are over sooner
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="time">The clock of the sockets.</param>
    /// <param name="logger">Their log.</param>
    /// <param name="calls">Is told of every socket call (<c>--trace</c>); null for nobody.</param>
    /// <param name="trustPrompt">Asks about servers that are not known.</param>
    /// <param name="given">Sockets that listen already; null for none.</param>
    public CommandNetwork(
        TimeProvider time, ILogger logger, ISocketCallSink? calls, TrustPrompt trustPrompt, GivenSockets? given = null)
    {
        (_time, _logger, Calls, TrustPrompt) = (time, logger, calls, trustPrompt);
        _sockets = new Lazy<SocketTransport>(
            () => new SocketTransport(time, calls) { Logger = logger, Given = given });
    }

    /// <summary>Is told of every socket call; null for nobody.</summary>
    public ISocketCallSink? Calls { get; }

    /// <summary>Asks about servers that are not known.</summary>
    public TrustPrompt TrustPrompt { get; }

    /// <summary>The same, before anything else was made of it, with sockets that listen already.</summary>
    public CommandNetwork With(GivenSockets? given) => new(_time, _logger, Calls, TrustPrompt, given);

    /// <summary>The kernel's sockets.</summary>
    public SocketTransport Sockets => _sockets.Value;

    /// <summary>Streams over those sockets, perhaps at a pace, perhaps from behind a proxy.</summary>
    public IStreamTransport Carrier
    {
        get => field ?? Sockets;
        init;
    }

    /// <summary>
    /// Streams over those, and inside TLS where the command's options say whom to trust, or who we are.
    /// </summary>
    public IStreamTransport Streams
    {
        get => field ?? Carrier;
        init;
    }
}
