using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>A service, as a server sees it.</summary>
public interface IConnectionHandler
{
    /// <summary>
    /// Serves one connection. The returned task is the connection's life: the server ends it afterwards.
    /// </summary>
    /// <remarks>Called once per connection, for many connections at once. The handler closes nothing itself.</remarks>
    /// <param name="connection">The connection; belongs to the handler until the task ends.</param>
    /// <param name="stopping">The server is stopping: finish what you hold, take nothing more.</param>
    /// <exception cref="Protocols.PeerProtocolException">The peer broke a rule; not a fault of ours.</exception>
    /// <exception cref="TransportException">The peer went away.</exception>
    Task RunAsync(StreamConnection connection, CancellationToken stopping);
}
