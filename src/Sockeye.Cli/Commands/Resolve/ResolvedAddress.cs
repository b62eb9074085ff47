using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Resolve;

/// <summary>An address of a name.</summary>
/// <param name="Address">Itself.</param>
/// <param name="Family"><c>IPv4</c> or <c>IPv6</c>.</param>
/// <param name="Reverse">Its name; null when it has none, or was not asked for.</param>
internal sealed record ResolvedAddress(string Address, string Family, string? Reverse)
{
    public static ResolvedAddress Of(IPAddress address, string? reverse) => new(
        ScopedAddress.TextOf(address),
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4", reverse);
}
