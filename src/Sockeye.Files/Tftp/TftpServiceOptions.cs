using Sockeye.Protocols.Tftp;

namespace Sockeye.Files.Tftp;

/// <summary>What a TFTP server allows.</summary>
public sealed record TftpServiceOptions
{
    /// <summary>
    /// The limits of each transfer. Default: those of <see cref="TftpSettings"/>, and blocks up to 65,464 bytes.
    /// </summary>
    public TftpSettings Transfer { get; init; } = new() { BlockBytes = TftpOptions.MaxBlockBytes };
}
