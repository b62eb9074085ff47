using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>From what a person wrote to addresses of the system.</summary>
internal sealed class NameResolver(INameService names)
{
    /// <summary>All addresses of an endpoint, in the order to try them.</summary>
    public async Task<IReadOnlyList<EndPoint>> ResolveAsync(Endpoint endpoint, CancellationToken cancel)
    {
        if (endpoint.IsUnix)
            return [UnixAddress(endpoint)];
        if (endpoint.Host == Endpoint.AnyHost)
            return [new IPEndPoint(IPAddress.Loopback, endpoint.Port)]; // "every interface" is reached by this one

        IReadOnlyList<IPAddress> addresses = await LookUpAsync(endpoint, cancel);
        return [.. HappyEyeballs.Interleave(addresses).Select(address => new IPEndPoint(address, endpoint.Port))];
    }

    /// <summary>
    /// The one address to listen on. A name that has several gives its IPv4 one, as most peers will use it.
    /// </summary>
    public async Task<EndPoint> ResolveLocalAsync(Endpoint endpoint, CancellationToken cancel)
    {
        if (endpoint.IsUnix)
            return UnixAddress(endpoint);
        if (endpoint.Host == Endpoint.AnyHost)
            return new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, endpoint.Port);

        IReadOnlyList<IPAddress> addresses = await LookUpAsync(endpoint, cancel);
        IPAddress chosen = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        return new IPEndPoint(chosen, endpoint.Port);
    }

    private async Task<IReadOnlyList<IPAddress>> LookUpAsync(Endpoint endpoint, CancellationToken cancel)
    {
        if (ScopedAddress.Parse(endpoint.Host) is { } address)
            return [address];

        try
        {
            return await names.FindAddressesAsync(endpoint.Host, AddressFamily.Unspecified, cancel);
        }
        catch (SocketException e)
        {
            throw new SocketCallException("resolve", endpoint.Host, e);
        }
    }

    // In .NET an abstract name begins with NUL, as in the kernel; people write '@' (unix(7)).
    private static UnixDomainSocketEndPoint UnixAddress(Endpoint endpoint) =>
        new(endpoint.Host.StartsWith('@') ? '\0' + endpoint.Host[1..] : endpoint.Host);
}
