using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Share;

/// <summary>By which address others reach this machine.</summary>
internal static class ShareAddress
{
    /// <summary>What stands in URLs for where we listen; of every interface, the first that leads outside.</summary>
    public static string HostOf(string? host)
    {
        if (host is null)
            return Endpoint.DefaultHost;
        if (host is not (Endpoint.AnyHost or "0.0.0.0" or "::"))
            return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

        IPAddress? found = Outside()
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)
            .FirstOrDefault();
        return found switch
        {
            null => Endpoint.DefaultHost,
            { AddressFamily: AddressFamily.InterNetworkV6 } => $"[{found}]",
            _ => found.ToString(),
        };
    }

    private static IEnumerable<IPAddress> Outside() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown // tun, wg
            && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .OrderByDescending(network => network.GetIPProperties().GatewayAddresses.Count) // the way out first
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(assigned => assigned.Address)
        .Where(address => !address.IsIPv6LinkLocal);
}
