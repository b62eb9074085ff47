using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Names;

/// <summary>Asks the system for names (getaddrinfo(3), getnameinfo(3)), and says where the answer comes from.</summary>
/// <remarks>
/// The system does not tell its source. /etc/hosts and /etc/nsswitch.conf are read besides: if the file is asked first
/// and has the name, the answer is from there.
/// </remarks>
public static class NameLookup
{
    private const string HostsPath = "/etc/hosts";
    private const string SwitchPath = "/etc/nsswitch.conf";

    /// <summary>The addresses of a name.</summary>
    /// <exception cref="SocketCallException">There is no such name, or nobody can tell.</exception>
    public static async Task<LookedUpName> FindAsync(string name, CancellationToken cancel)
    {
        if (IPAddress.TryParse(name, out IPAddress? literal))
            return new LookedUpName(name, literal.ToString(), [literal], NameSource.Literal, []);

        string[] sources = NameSwitch.HostSources(LinesOf(SwitchPath));
        try
        {
            IPHostEntry entry = await Dns.GetHostEntryAsync(name, cancel);
            bool isInFile = sources is ["files", ..] && HostsFile.Names(LinesOf(HostsPath), name);
            NameSource source = isInFile ? NameSource.HostsFile : NameSource.Other;
            return new LookedUpName(name, entry.HostName, entry.AddressList, source, sources);
        }
        catch (SocketException e)
        {
            throw new SocketCallException("resolve", Protocols.Text.PrintableText.Escape(name), e);
        }
    }

    /// <summary>The name of an address.</summary>
    /// <returns>null when it has none.</returns>
    public static async Task<string?> FindNameAsync(IPAddress address, CancellationToken cancel)
    {
        try
        {
            string name = (await Dns.GetHostEntryAsync(address.ToString(), cancel)).HostName;
            return IPAddress.TryParse(name, out _) ? null : name;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static string[] LinesOf(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // not Linux, or a container without it
        }
    }
}
