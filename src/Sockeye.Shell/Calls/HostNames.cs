using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;

namespace Sockeye.Shell.Calls;

/// <summary>Looks names up, with the errors of netdb.h.</summary>
internal static class HostNames
{
    /// <summary>All addresses of a name, at least one.</summary>
    /// <param name="names">Who is asked.</param>
    /// <param name="host">The name.</param>
    /// <param name="family">INET or INET6 for those only; anything else for all.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CallFailedException">There is none; the numbers are those of h_errno (netdb.h).</exception>
    public static async ValueTask<IPAddress[]> LookUpAsync(
        INameService names, string host, AddressFamily family, CancellationToken cancel)
    {
        AddressFamily asked = family == AddressFamily.Unix ? AddressFamily.Unspecified : family;
        try
        {
            if (host.Length == 0) // .NET takes no name for that of this machine
                throw new SocketException((int)SocketError.HostNotFound);
            IPAddress[] found = await names.FindAddressesAsync(host, asked, cancel);
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.NoData);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw (e as SocketException)?.SocketErrorCode switch
            {
                SocketError.TryAgain => new CallFailedException(
                    2, "TRY_AGAIN", "no answer of the name server. Is the network there? Ask again later."),
                SocketError.NoRecovery => new CallFailedException(3, "NO_RECOVERY", "the name server failed."),
                SocketError.NoData => new CallFailedException(
                    4, "NO_DATA", "the name exists and has no address of this family."),
                _ => new CallFailedException(1, "HOST_NOT_FOUND", "the name is not known. Is it spelt right?"),
            };
        }
    }
}
