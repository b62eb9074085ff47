using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Ping;

/// <summary>A host to ping, and what became of the requests to it.</summary>
public sealed class PingTarget
{
    /// <summary>Names a host.</summary>
    /// <param name="host">As a person wrote it.</param>
    /// <param name="address">
    /// The one address of it that is pinged. The unspecified address stands for this host.
    /// </param>
    public PingTarget(string host, IPAddress address)
    {
        Host = host;
        if (address.Equals(IPAddress.Any))
            address = IPAddress.Loopback;
        else if (address.Equals(IPAddress.IPv6Any))
            address = IPAddress.IPv6Loopback;
        Address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        EndPoint = new IPEndPoint(Address, 0);
    }

    /// <summary>As a person wrote it.</summary>
    public string Host { get; }

    /// <summary>Its address.</summary>
    public IPAddress Address { get; }

    /// <summary>Which ICMP it speaks.</summary>
    public IcmpVersion Version =>
        Address.AddressFamily == AddressFamily.InterNetworkV6 ? IcmpVersion.V6 : IcmpVersion.V4;

    /// <summary>What became of the requests; all zero before it was pinged.</summary>
    public PingStatistics Statistics => Session?.Statistics ?? new PingStatistics();

    internal IPEndPoint EndPoint { get; }

    internal PingSession? Session { get; set; }

    /// <summary>Whether nothing more will happen to it.</summary>
    internal bool IsSettled { get; set; }

    /// <summary>Whether an address is its own: what an ICMP error quotes has no scope.</summary>
    internal bool Is(IPAddress other) => other.Equals(Address) || other.Equals(WithoutScope(Address));

    /// <summary>The address without its scope, which no packet carries.</summary>
    internal static IPAddress WithoutScope(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
}
