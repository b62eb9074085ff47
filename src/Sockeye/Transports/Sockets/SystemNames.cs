using System.Net;
using System.Net.Sockets;

#pragma warning disable RS0030 // who needs names takes an INameService: here the system's is made, and nowhere else

namespace Sockeye.Transports.Sockets;

/// <summary>The names that the system knows: getaddrinfo(3), getnameinfo(3), gethostname(2).</summary>
public sealed class SystemNames : INameService
{
    private SystemNames()
    {
    }

    /// <summary>The one there is: it keeps nothing.</summary>
    public static SystemNames Instance { get; } = new();

    /// <inheritdoc/>
    public string OwnName => Dns.GetHostName();

    /// <inheritdoc/>
    public Task<IPAddress[]> FindAddressesAsync(string name, AddressFamily family, CancellationToken cancel) =>
        Dns.GetHostAddressesAsync(name, family, cancel);

    /// <inheritdoc/>
    public Task<IPHostEntry> FindEntryAsync(string nameOrAddress, CancellationToken cancel) =>
        Dns.GetHostEntryAsync(nameOrAddress, cancel);
}
