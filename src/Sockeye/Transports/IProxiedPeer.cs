using System.Net;

namespace Sockeye.Transports;

/// <summary>Its peer may be a proxy.</summary>
public interface IProxiedPeer
{
    /// <summary>The peer is one, and speaks for another: that is the connection's peer from then on.</summary>
    /// <param name="client">For whom; null: it is not known.</param>
    void SpeaksFor(EndPoint? client);
}
