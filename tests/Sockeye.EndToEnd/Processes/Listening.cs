using System.Net.Sockets;

namespace Sockeye.EndToEnd.Processes;

/// <summary>Waiting for foreign servers, which do not say when they can be connected to.</summary>
internal static class Listening
{
    /// <summary>Waits until a TCP port of this machine takes connections, or the process has ended.</summary>
    public static async Task UntilAsync(RunningProcess process, int port)
    {
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                Assert.False(await process.ExitsWithinAsync(TimeSpan.FromMilliseconds(20)), process.Describe());
            }
        }
    }
}
