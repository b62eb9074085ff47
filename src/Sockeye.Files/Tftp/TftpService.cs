using System.Buffers;
using System.Net;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;

namespace Sockeye.Files.Tftp;

/// <summary>A TFTP server (RFC 1350, 2347, 2348, 2349, 7440): one exchange for each request.</summary>
/// <param name="folder">
/// Which files, and what the anonymous visitor may do: TFTP has no logins. Not disposed here.
/// </param>
/// <param name="options">What is allowed.</param>
public sealed class TftpService(SharedFolder folder, TftpServiceOptions options) : IDatagramService
{
    /// <inheritdoc/>
    public IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer) =>
        TftpRequest.TryParse(datagram, out TftpRequest? request)
            ? new TftpExchange(request!, from, folder, options)
            : null; // garbage, or a late packet of an old transfer

    /// <inheritdoc/>
    public bool IsRequest(ReadOnlySpan<byte> datagram) => TftpRequest.TryParse(datagram, out _);
}

/// <summary>What a TFTP server allows.</summary>
public sealed record TftpServiceOptions
{
    /// <summary>
    /// The limits of each transfer. Default: those of <see cref="TftpSettings"/>, and blocks up to 65,464 bytes.
    /// </summary>
    public TftpSettings Transfer { get; init; } = new() { BlockBytes = TftpOptions.MaxBlockBytes };
}
