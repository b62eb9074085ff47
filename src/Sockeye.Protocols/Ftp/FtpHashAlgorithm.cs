namespace Sockeye.Protocols.Ftp;

/// <summary>What HASH computes (draft-bryan-ftpext-hash §3).</summary>
public enum FtpHashAlgorithm
{
    /// <summary>SHA-256: the default.</summary>
    Sha256,

    /// <summary>The CRC-32 of IEEE 802.3: finds accidents, not intent.</summary>
    Crc32,
}
