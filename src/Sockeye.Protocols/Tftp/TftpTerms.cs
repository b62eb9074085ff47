namespace Sockeye.Protocols.Tftp;

/// <summary>What both sides of a transfer have agreed on.</summary>
/// <param name="BlockBytes">Bytes in every block but the last.</param>
/// <param name="WindowBlocks">Blocks sent before an ACK is awaited.</param>
/// <param name="Timeout">How long to wait before sending again.</param>
/// <param name="TransferBytes">The file's bytes, when announced.</param>
public readonly record struct TftpTerms(int BlockBytes, int WindowBlocks, TimeSpan Timeout, long? TransferBytes)
{
    /// <summary>The terms of a transfer without options (RFC 1350): 512 bytes, one block at a time.</summary>
    internal static TftpTerms WithoutOptions(TftpSettings settings) =>
        new(TftpSettings.DefaultBlockBytes, 1, settings.Timeout, null);
}
