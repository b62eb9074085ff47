using Sockeye.Protocols.Checks;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Ftp;

/// <summary>How a server is spoken to.</summary>
public sealed record FtpClientOptions
{
    /// <summary>
    /// What secures the connections, by AUTH TLS or from the start; null: nothing does. Default: null.
    /// </summary>
    public TlsClient? Tls { get; init; }

    /// <summary>Whether TLS begins at once, as at port 990, and not by AUTH TLS. Default: no.</summary>
    public bool IsImplicitTls { get; init; }

    /// <summary>The server's name, for its certificate, and for data connections. Default: its address.</summary>
    public string? Host { get; init; }

    /// <summary>The server's port, as it is remembered with its certificate. Default 21.</summary>
    public int Port { get; init; } = 21;

    /// <summary>
    /// How long a data connection may stand still or be opened, and a reply be waited for. Default 1 min, our choice.
    /// </summary>
    public TimeSpan StallTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>How long the server may take to answer ABOR, before the connection is given up. Default 5 s.</summary>
    public TimeSpan AbortTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(5);
}
