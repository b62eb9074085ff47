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
    /// Removes the socket file at <paramref name="path"/> when nobody has it open, and it is ours or root's. Other
    /// files are left alone.
    /// </summary>
    public static void RemoveIfStale(string path)
    {
        if (!path.StartsWith('@') && IsOwnSocket(path) && !HasOwner(path))
            File.Delete(path);
    }

    // Unnamed, or abstract: its name begins with NUL (unix(7)).
    private static bool IsNameless(SocketAddress address)
    {
        const int pathOffset = 2; // after the family
        return address.Size <= pathOffset || address[pathOffset] == 0;
    }

    private static bool IsOwnSocket(string path) =>
        FileCalls.StatusOf(path, out Statx status) == Errno.None && status.IsSocket
        && (OwnFile.IsOwn(status) || status.Owner == 0);

    // Asked with datagrams whatever the owner has: it does not notice. A listener for streams is the wrong type
    // (EPROTOTYPE); connecting to it in earnest would take a place in its queue, perhaps the only one it serves.
    private static bool HasOwner(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
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
