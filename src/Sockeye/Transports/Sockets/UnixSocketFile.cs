using System.Net;
using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets;

/// <summary>The file of a UNIX socket, which outlives a server that was killed.</summary>
internal sealed class UnixSocketFile
{
    private readonly string _path;
    private readonly FileIdentity _identity;

    private UnixSocketFile(string path, FileIdentity identity) => (_path, _identity) = (path, identity);

    /// <summary>The file that binding <paramref name="address"/> has made; null when there is none.</summary>
    public static UnixSocketFile? MadeBy(UnixDomainSocketEndPoint address)
    {
        if (IsNameless(address.Serialize()))
            return null;

        string path = Path.GetFullPath(address.ToString());
        return FileCalls.StatusOf(path, out Statx status) == Errno.None
            ? new UnixSocketFile(path, status.Identity)
            : null;
    }

    /// <summary>Removes the file, unless another has taken its place.</summary>
    public void Remove()
    {
        if (FileCalls.StatusOf(_path, out Statx status) == Errno.None && status.Identity == _identity)
            FileCalls.Unlink(_path); // where that is not allowed it stays, and is found stale by the next server
    }

    /// <summary>
    /// Removes the socket file at <paramref name="path"/> when nobody listens on it. Other files are left alone.
    /// </summary>
    public static void RemoveIfStale(string path, SocketType type)
    {
        if (!path.StartsWith('@') && IsSocket(path) && !HasListener(path, type))
            File.Delete(path);
    }

    // Unnamed, or abstract: its name begins with NUL (unix(7)).
    private static bool IsNameless(SocketAddress address)
    {
        const int pathOffset = 2; // after the family
        return address.Size <= pathOffset || address[pathOffset] == 0;
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
