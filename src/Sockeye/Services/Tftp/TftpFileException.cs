using Sockeye.Protocols.Tftp;

namespace Sockeye.Services.Tftp;

/// <summary>A file is not served, or not taken.</summary>
/// <param name="error">What the client is told; the text is the one of the RFC.</param>
/// <param name="message">Why, for our own log.</param>
public sealed class TftpFileException(TftpErrorCode error, string message) : Exception(message)
{
    /// <summary>What the client is told.</summary>
    public TftpErrorCode Error { get; } = error;
}
