using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets;

/// <summary>The file of a UNIX socket, which outlives a server that was killed.</summary>
internal static class UnixSocketFile
{
    /// <summary>
    /// Removes the socket file at <paramref name="path"/> when nobody listens on it. Other files are left alone.
    /// </summary>
    public static void RemoveIfStale(string path, SocketType type)
    {
        if (!path.StartsWith('@') && IsSocket(path) && !HasListener(path, type))
            File.Delete(path);
    }

    private static bool IsSocket(string path) =>
        FileCalls.StatusOf(path, out Statx status) == Errno.None && status.IsSocket;

    private static bool HasListener(string path, SocketType type)
    {
        using var probe = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
        probe.Blocking = false; // a listener whose backlog is full would let us wait: it is one all the same
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }
}
