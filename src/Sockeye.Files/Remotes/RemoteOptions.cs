using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>How to deal with a server.</summary>
internal sealed record RemoteOptions
{
    /// <summary>How long to wait for a connection, and then for anything to move. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the SHA-256 of what is fetched is computed and asked for. Default: yes.</summary>
    public bool Verifies { get; init; } = true;

    /// <summary>Which server is trusted inside TLS.</summary>
    public ITlsTrust Trust { get; init; } = new SystemTrust();

    /// <summary>Who logs in, and with what. Default: nobody.</summary>
    public RemoteLogin? Login { get; init; }

    /// <summary>How often a broken connection is tried again. Default 5 times: half a minute.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>TFTP: bytes per block (RFC 2348); null for the client's default.</summary>
    public int? BlockBytes { get; init; }

    /// <summary>TFTP: blocks per acknowledgement (RFC 7440); null for the client's default.</summary>
    public int? WindowBlocks { get; init; }

    /// <summary>TFTP: text with line endings translated (RFC 1350 §1).</summary>
    public bool IsNetascii { get; init; }
}
