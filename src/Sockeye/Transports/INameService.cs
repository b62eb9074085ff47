using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports;

/// <summary>Who is asked for names and addresses. Safe from any thread.</summary>
/// <remarks>
/// Whoever needs names takes one from its caller; <see cref="Sockets.SystemNames"/> asks the system. What cannot be
/// answered is a <see cref="SocketException"/>, as that of getaddrinfo(3).
/// </remarks>
public interface INameService
{
    /// <summary>The name of this machine (gethostname(2)).</summary>
    string OwnName { get; }

    /// <summary>The addresses of a name, in the order in which they are to be tried.</summary>
    /// <param name="name">A name; not an empty one.</param>
    /// <param name="family">INET or INET6 for those only; Unspecified for all.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SocketException">There is no such name, or nobody can tell.</exception>
    Task<IPAddress[]> FindAddressesAsync(string name, AddressFamily family, CancellationToken cancel);

    /// <summary>The canonical name and the addresses of a name, or of an address.</summary>
    /// <param name="nameOrAddress">A name, or an address as text; not an empty one.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SocketException">There is no such name, or nobody can tell.</exception>
    Task<IPHostEntry> FindEntryAsync(string nameOrAddress, CancellationToken cancel);
}
