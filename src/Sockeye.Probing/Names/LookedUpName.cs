using System.Net;

namespace Sockeye.Probing.Names;

/// <summary>What the system knows of a name.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="CanonicalName">Its official name (AI_CANONNAME, getaddrinfo(3)); of an address: itself.</param>
/// <param name="Addresses">In the order to try them (RFC 6724), as the system gives them.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Sources">The sources that the system asks, in their order.</param>
/// <param name="Took">How long the system took.</param>
public sealed record LookedUpName(
    string Name, string CanonicalName, IReadOnlyList<IPAddress> Addresses, NameSource Source,
    IReadOnlyList<string> Sources, TimeSpan Took);

/// <summary>Where the addresses of a name come from, as far as the system tells.</summary>
public enum NameSource
{
    /// <summary>It is an address itself.</summary>
    Literal,

    /// <summary>/etc/hosts has it, and is asked first (nsswitch.conf(5)).</summary>
    HostsFile,

    /// <summary>Another source that nsswitch.conf names: DNS mostly. The system does not tell which.</summary>
    Other,
}
