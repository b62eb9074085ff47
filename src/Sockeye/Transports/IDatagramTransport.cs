using System.Net;

namespace Sockeye.Transports;

/// <summary>Opens datagram sockets.</summary>
public interface IDatagramTransport
{
    /// <summary>A socket that receives from anyone who sends to <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">Where to receive; port 0 is any free port.</param>
    /// <param name="cancel">Gives up on resolving the name.</param>
    /// <exception cref="TransportException">Says what was attempted, on which address, and what to do.</exception>
    ValueTask<IDatagramSocket> BindAsync(Endpoint endpoint, CancellationToken cancel = default);

    /// <summary>A socket on a free port of our own, from which <paramref name="remote"/> can be reached.</summary>
    /// <param name="remote">The peer that the socket is meant for; it still receives from anyone.</param>
    /// <param name="local">
    /// The endpoint whose address it sends from, if that is one of this machine's; null: the one that the route has.
    /// </param>
    /// <exception cref="TransportException">Says what was attempted, on which address, and what to do.</exception>
    IDatagramSocket Open(EndPoint remote, Endpoint? local = null);

    /// <summary>The addresses of an endpoint, in the order to try them.</summary>
    /// <param name="endpoint">A name or an address.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportException">The name is not known.</exception>
    ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(Endpoint endpoint, CancellationToken cancel = default);
}
