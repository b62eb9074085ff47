using System.Net;
using Sockeye.Transports;

namespace Sockeye.Relay;

/// <summary>
/// One client of a relay: a socket towards the server, and one towards the client for each port it answers from.
/// </summary>
/// <remarks>
/// <code>
///   client C  ---->  front   |  flow's socket  ---->  server's port
///             &lt;----  face T' |                 &lt;----  T, the port of one transfer
/// </code>
/// The client sees a port T' of the relay for each port T of the server, and the front for the server's own port.
/// </remarks>
internal sealed class RelayFlow(EndPoint client, IDatagramSocket front, RelayPath toServer, RelayPath toClient)
{
    private readonly Dictionary<EndPoint, IDatagramSocket> _faces = []; // of the task that receives from the server

    /// <summary>The client, as sockets other than the front know it.</summary>
    public EndPoint Client { get; } = PeerAddress.Plain(client);

    /// <summary>Where the server hears this client from.</summary>
    public required IDatagramSocket ServerSide { get; init; }

    public RelayPath ToServer => toServer;

    public RelayPath ToClient => toClient;

    /// <summary>A datagram of the client, for one of the server's ports.</summary>
    public ValueTask OnClientAsync(ReadOnlyMemory<byte> datagram, EndPoint serverPort) =>
        toServer.ForwardAsync(ServerSide, datagram, serverPort);

    /// <summary>A datagram of the server.</summary>
    /// <param name="datagram">Its payload.</param>
    /// <param name="serverPort">From which port.</param>
    /// <param name="server">The port that takes requests.</param>
    /// <param name="open">Opens a face for a new port; null when there are too many.</param>
    public async ValueTask OnServerAsync(
        ReadOnlyMemory<byte> datagram, EndPoint serverPort, EndPoint server, Func<EndPoint, IDatagramSocket?> open)
    {
        if (serverPort.Equals(server))
        {
            await toClient.ForwardAsync(front, datagram, client);
            return;
        }

        if (!_faces.TryGetValue(serverPort, out IDatagramSocket? face))
        {
            face = open(serverPort);
            if (face is null)
                return;
            _faces.Add(serverPort, face);
        }

        await toClient.ForwardAsync(face, datagram, Client);
    }
}
