using System.Net;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>
/// Where the datagram servers of a process listen. What seems to come from there was made up by somebody who wants
/// them to answer each other for ever.
/// </summary>
/// <remarks>A port counts whatever the address: the same service on another host is such a pair as well.</remarks>
public sealed class OwnPorts
{
    private readonly Lock _lock = new();
    private volatile int[] _ports = []; // replaced as a whole: they are read for each datagram, and few
    private volatile string[] _names = [];

    /// <summary>Whether a server of ours listens at that port, or under that name of a UNIX socket.</summary>
    public bool Contain(EndPoint from) => from switch
    {
        IPEndPoint ip => _ports.AsSpan().Contains(ip.Port),
        DnsEndPoint name => _ports.AsSpan().Contains(name.Port),
        _ => _names is { Length: > 0 } names && names.Contains(Endpoint.Of(EndpointScheme.Unixgram, from).Host),
    };

    /// <summary>A server begins to listen.</summary>
    public void Add(Endpoint server)
    {
        lock (_lock)
        {
            if (server.IsUnix)
                _names = [.. _names, server.Host];
            else
                _ports = [.. _ports, server.Port];
        }
    }

    /// <summary>A server has ended: its port is anybody's again.</summary>
    public void Remove(Endpoint server)
    {
        lock (_lock)
        {
            if (server.IsUnix)
                _names = Without(_names, server.Host);
            else
                _ports = Without(_ports, server.Port);
        }
    }

    private static T[] Without<T>(T[] all, T one)
    {
        int at = Array.IndexOf(all, one);
        return at < 0 ? all : [.. all[..at], .. all[(at + 1)..]];
    }
}
