using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Ftp;

/// <summary>What HASH computes (draft-bryan-ftpext-hash §3).</summary>
public enum FtpHashAlgorithm
{
    /// <summary>SHA-256: the default.</summary>
    Sha256,

    /// <summary>The CRC-32 of IEEE 802.3: finds accidents, not intent.</summary>
    Crc32,
}

/// <summary>The names of algorithms, in FEAT, OPTS and replies.</summary>
internal static class FtpHashNames
{
    public const string Sha256 = "SHA-256";
    public const string Crc32 = "CRC32";

    public static string Of(FtpHashAlgorithm algorithm) => algorithm == FtpHashAlgorithm.Crc32 ? Crc32 : Sha256;

    public static FtpHashAlgorithm? Parse(string name) =>
        name.IsWord(Sha256) ? FtpHashAlgorithm.Sha256 : name.IsWord(Crc32) ? FtpHashAlgorithm.Crc32 : null;
}

/// <summary>
/// The sum in a server's reply to HASH or XSHA256, wherever it stands: servers differ in what is around it.
/// </summary>
public static class FtpHashReply
{
    /// <summary>Looks for a SHA-256 in a reply; null when there is none.</summary>
    public static Sha256Sum? Parse(FtpReply reply)
    {
        foreach (string word in reply.Lines.SelectMany(line => line.Split(' ')))
        {
            if (Sha256Sum.TryParse(word.ToLowerInvariant(), out Sha256Sum sum))
                return sum;
        }

        return null;
    }
}
