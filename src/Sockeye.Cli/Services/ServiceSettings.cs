using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sockeye.Chat;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Logins;
using Sockeye.Protocols.Chat;
using Sockeye.Services;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Services;

/// <summary>What a command line says to the services, and what they share.</summary>
internal sealed record ServiceSettings
{
    /// <summary>The command line, for the services' own options.</summary>
    public required ParseResult Parsed { private get; init; }

    /// <summary>The limits of each server.</summary>
    public required ServeOptions Limits { get; init; }

    /// <summary>How long a connection may be silent, if somebody said so.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time
    {
        get;
        init
        {
            field = value;
            ChatHub = new Lazy<ChatHub>(() => HubOf(value));
        }
    }

    /// <summary>The one hall that all doors of chat share, from when the first of them asks for it.</summary>
    public Lazy<ChatHub> ChatHub { get; private init; } = null!; // set with the clock, which is required

    /// <summary>Streams for connections of a service's own.</summary>
    public required IStreamTransport Streams { get; init; }

    /// <summary>Who we are inside TLS, for services that do TLS themselves; null where there is to be none.</summary>
    public Func<TlsServer>? Identity { get; init; }

    /// <summary>The files to serve, and who may use them; null when no service asks for them.</summary>
    public SharedFolder? Folder { get; init; }

    /// <summary>What the folder is called, for people.</summary>
    public string FolderName { get; init; } = "";

    /// <summary>Whether passwords are taken where others on the way could read them.</summary>
    public bool TakesPlainPasswords { get; init; }

    /// <summary>By which devices come in without a password; null where none do.</summary>
    public DeviceKey? DeviceKey { get; init; }

    /// <summary>Whether services that can begin without TLS must turn to it.</summary>
    public bool MustSecure { get; init; }

    /// <summary>Whether the endpoint is <c>tls://</c>, for services that do TLS themselves.</summary>
    public bool BeginsWithTls { get; init; }

    /// <summary>What all servers share for their connections.</summary>
    public ConnectionLimit ConnectionLimit { get; } = new();

    /// <summary>The log of the services.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>What all servers measure.</summary>
    public required ServerMetrics Metrics { get; init; }

    /// <summary>Prints what a peer said.</summary>
    public required Action<ReceivedMessage> OnMessage { get; init; }

    /// <summary>
    /// How long who was accepted may take to ask once the servers stop: the rest is to end in good order.
    /// </summary>
    public TimeSpan FirstRequestTimeout => Limits.DrainTimeout * 0.9;

    /// <summary>
    /// What an option of a service's own says; the default of its type where the command has no such option.
    /// </summary>
    public T? ValueOf<T>(Option<T> option) => Parsed.GetValue(option);

    private static ChatHub HubOf(TimeProvider time)
    {
        var limits = new ChatLimits();
        return new ChatHub(limits, new ChatMemory(limits.MaxHistory), time);
    }
}
