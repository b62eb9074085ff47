using System.Net.Security;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>A service that <c>sockeye serve</c> knows by name.</summary>
/// <param name="Name">What a person writes.</param>
/// <param name="Description">One line of help.</param>
/// <param name="DefaultEndpoint">Where it listens when nobody says otherwise: the port of its exercise.</param>
internal sealed record ServiceDefinition(string Name, string Description, Func<ServeMode, Endpoint> DefaultEndpoint)
{
    /// <summary>Serves it over streams; null when it has no stream form.</summary>
    public Func<ServiceSettings, IConnectionHandler>? Stream { get; init; }

    /// <summary>What it may agree upon inside TLS (ALPN); none when there is nothing to choose.</summary>
    public Func<IReadOnlyList<SslApplicationProtocol>> ApplicationProtocols { get; init; } = static () => [];

    /// <summary>Whether it does TLS itself, also for a <c>tls://</c> endpoint.</summary>
    public bool SecuresItself { get; init; }

    /// <summary>Serves it over datagrams; null when it has no datagram form.</summary>
    public Func<ServiceSettings, IDatagramService>? Datagram { get; init; }

    /// <summary>Whether it serves files and so needs a root.</summary>
    public bool NeedsRoot { get; init; }
}
