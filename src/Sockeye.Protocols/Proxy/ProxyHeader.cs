using System.Net;

namespace Sockeye.Protocols.Proxy;

/// <summary>Whom a proxy speaks for: the header in front of a connection (HAProxy's PROXY protocol, 1 and 2).</summary>
/// <param name="Client">
/// The address of the proxy's client; null when it speaks for itself (a health check), or cannot tell.
/// </param>
public sealed record ProxyHeader(IPEndPoint? Client);
