using System.Net.Sockets;
using Sockeye.Testing;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>A socket file whose socket is closed.</summary>
internal static class DeadSocket
{
    /// <summary>
    /// Waits until nobody has it open: a program that another test is just starting keeps it for a moment.
    /// </summary>
    public static Task UntilNobodyHasItAsync(string path) => VirtualTime.UntilAsync(() => IsRefused(path));

    private static bool IsRefused(string path)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
