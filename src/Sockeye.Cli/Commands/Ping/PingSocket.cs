using System.Net.Sockets;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports.Raw;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Opens the sockets of <c>ping</c>, and says of which kind they are.</summary>
internal static class PingSocket
{
    public static IcmpSocket Open(CommandContext context, PingSettings settings, IcmpVersion version) =>
        IcmpSocket.Open(
            version == IcmpVersion.V6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
            settings.Socket with { Calls = context.Network.Calls }, context.Time);

    public static string KindOf(IcmpSocket socket) => socket.IsRaw ? "raw" : "datagram";
}
