namespace Sockeye.Cli.Remote;

/// <summary>How to deal with a server.</summary>
internal sealed record RemoteOptions
{
    /// <summary>How long to wait for a connection, and then for anything to move. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the SHA-256 of what is fetched is computed and asked for. Default: yes.</summary>
    public bool Verifies { get; init; } = true;

    /// <summary>TFTP: bytes per block (RFC 2348); null for the client's default.</summary>
    public int? BlockBytes { get; init; }

    /// <summary>TFTP: blocks per acknowledgement (RFC 7440); null for the client's default.</summary>
    public int? WindowBlocks { get; init; }

    /// <summary>TFTP: text with line endings translated (RFC 1350 §1).</summary>
    public bool IsNetascii { get; init; }
}
