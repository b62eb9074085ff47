using Microsoft.Extensions.Logging;
using Sockeye.Access;
using Sockeye.Services;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What the options of <c>sockeye serve</c> say to the services.</summary>
internal sealed record ServiceSettings
{
    /// <summary>The limits of each server.</summary>
    public required ServeOptions Limits { get; init; }

    /// <summary>Whether <c>hello</c> answers.</summary>
    public bool Reply { get; init; }

    /// <summary>The files to serve, and who may use them; null when no service asks for them.</summary>
    public SharedFolder? Folder { get; init; }

    /// <summary>Whether passwords are taken where others on the way could read them.</summary>
    public bool TakesPlainPasswords { get; init; }

    /// <summary>Whether all transfers of <c>tftp</c> share its one port.</summary>
    public bool IsSinglePort { get; init; }

    /// <summary><c>http</c>: the names by which it is reached without TLS, beside the usual ones.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary><c>http</c>: whether other machines may read the metrics.</summary>
    public bool ShowsMetricsToAll { get; init; }

    /// <summary>Makes the service <c>ftp</c>, with TLS or without.</summary>
    public Func<ServiceSettings, IConnectionHandler>? Ftp { get; init; }

    /// <summary>Whether the endpoint is <c>tls://</c>, for services that do TLS themselves.</summary>
    public bool BeginsWithTls { get; init; }

    /// <summary>What all servers share for their connections.</summary>
    public ConnectionRoom Room { get; } = new();

    /// <summary>The log of the services.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Prints what a peer said.</summary>
    public required Action<ReceivedMessage> OnMessage { get; init; }
}
