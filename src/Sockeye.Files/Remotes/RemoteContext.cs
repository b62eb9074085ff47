using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>What dealing with servers takes of the world.</summary>
internal sealed record RemoteContext
{
    /// <summary>Datagrams.</summary>
    public required SocketTransport Sockets { get; init; }

    /// <summary>Streams, with TLS for <c>tls://</c>.</summary>
    public required IStreamTransport Streams { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Ends every wait.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>Says something to our user.</summary>
    public required Action<string> Say { get; init; }

    /// <summary>Asks our user about a server that was not trusted; whether it is from now on.</summary>
    public required Func<ITlsTrust, CertificateRefusedException, bool> AskTrust { get; init; }
}
