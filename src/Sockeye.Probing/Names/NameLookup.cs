using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Probing.Names;

/// <summary>Asks for names, by default the system, and says where the answer comes from.</summary>
/// <remarks>
/// The system does not tell its source. /etc/hosts and /etc/nsswitch.conf are read besides: if the file is asked first
/// and has the name, the answer is from there.
/// </remarks>
public sealed class NameLookup
{
    private const string HostsPath = "/etc/hosts";
    private const string SwitchPath = "/etc/nsswitch.conf";

    private readonly INameService _names;

    /// <param name="names">Who is asked; null, the default, for the system.</param>
    public NameLookup(INameService? names = null) => _names = names ?? SystemNames.Instance;

    /// <summary>
    /// Looks up <c>localhost</c>: the first question of a process takes some 15 ms of loading and compiling, which is
    /// not the system's to answer for.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        try
        {
            await _names.FindEntryAsync("localhost", cancel);
        }
        catch (SocketException)
        {
            // the resolver was loaded all the same
        }
    }

    /// <summary>The addresses of a name.</summary>
    /// <param name="name">A name, or an address.</param>
    /// <param name="time">The clock by which it is measured how long the system took.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SocketCallException">There is no such name, or nobody can tell.</exception>
    public async Task<LookedUpName> FindAsync(string name, TimeProvider time, CancellationToken cancel)
    {
        if (ScopedAddress.Parse(name) is { } literal)
            return new LookedUpName(
                name, ScopedAddress.TextOf(literal), [literal], NameSource.Literal, [], TimeSpan.Zero);

        string[] sources = NameSwitch.HostSources(LinesOf(SwitchPath));
        try
        {
            if (name.Length == 0) // .NET takes no name for that of this machine
                throw new SocketException((int)SocketError.HostNotFound);
            long start = time.GetTimestamp();
            IPHostEntry entry = await _names.FindEntryAsync(name, cancel);
            TimeSpan took = time.GetElapsedTime(start);
            bool isInFile = sources is ["files", ..] && HostsFile.Names(LinesOf(HostsPath), name);
            NameSource source = isInFile ? NameSource.HostsFile : NameSource.Other;
            return new LookedUpName(name, entry.HostName, entry.AddressList, source, sources, took);
        }
        catch (SocketException e)
        {
            throw new SocketCallException("resolve", Protocols.Text.PrintableText.Escape(name), e);
        }
    }

    /// <summary>The name of an address.</summary>
    /// <returns>null when it has none.</returns>
    public async Task<string?> FindNameAsync(IPAddress address, CancellationToken cancel)
    {
        try
        {
            string name = (await _names.FindEntryAsync(address.ToString(), cancel)).HostName;
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
