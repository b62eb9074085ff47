using System.CommandLine;
using System.Net.Security;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>A service that <c>sockeye serve</c> knows by name: what it needs, and how it is made.</summary>
/// <param name="Name">What a person writes.</param>
/// <param name="Description">One line of help.</param>
/// <param name="DefaultEndpoint">Where it listens when nobody says otherwise: the port of its exercise.</param>
internal sealed record ServiceModule(string Name, string Description, Func<ServeMode, Endpoint> DefaultEndpoint)
{
    /// <summary>Its own options: they are read by <see cref="ServiceSettings.ValueOf"/>.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Serves it over streams; null when it has no stream form.</summary>
    public Func<ServiceSettings, IConnectionHandler>? Stream { get; init; }

    /// <summary>
    /// Loads what its first connection would load, before a crowd can take what is needed for it; does nothing where
    /// that is little.
    /// </summary>
    public Func<IConnectionHandler, Task> Rehearse { get; init; } = static _ => Task.CompletedTask;

    /// <summary>What it may agree upon inside TLS (ALPN); none when there is nothing to choose.</summary>
    public Func<IReadOnlyList<SslApplicationProtocol>> ApplicationProtocols { get; init; } = static () => [];

    /// <summary>Whether it does TLS itself, also for a <c>tls://</c> endpoint.</summary>
    public bool SecuresItself { get; init; }

    /// <summary>Serves it over datagrams; null when it has no datagram form.</summary>
    public Func<ServiceSettings, IDatagramService>? Datagram { get; init; }

    /// <summary>Whether its exchanges over datagrams stay on its one port.</summary>
    public Func<ServiceSettings, bool> KeepsToItsPort { get; init; } = static _ => false;

    /// <summary>
    /// How many descriptors a connection needs at its busiest, by whether it may upload: its sockets, its file, and two
    /// for the pipe by which the kernel carries an upload.
    /// </summary>
    public Func<bool, int> OpenFiles { get; init; } = static _ => 1;

    /// <summary>Whether it serves files and so needs a root.</summary>
    public bool NeedsRoot { get; init; }

    /// <summary>The same for one that has so many sockets, and a file.</summary>
    public static Func<bool, int> SocketsAndFile(int sockets)
    {
        const int file = 1;
        const int pipe = 2;
        return mayUpload => sockets + file + (mayUpload ? pipe : 0);
    }
}
