namespace Sockeye.Protocols.Ftp;

/// <summary>The names of algorithms, in FEAT, OPTS and replies.</summary>
internal static class FtpHashNames
{
    public const string Sha256 = "SHA-256";
    public const string Crc32 = "CRC32";

    public static string Of(FtpHashAlgorithm algorithm) => algorithm == FtpHashAlgorithm.Crc32 ? Crc32 : Sha256;

    public static FtpHashAlgorithm? Parse(string name) =>
        name.IsWord(Sha256) ? FtpHashAlgorithm.Sha256 : name.IsWord(Crc32) ? FtpHashAlgorithm.Crc32 : null;
}
