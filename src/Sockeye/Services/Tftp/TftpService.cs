using System.Buffers;
using System.Net;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Storage;

namespace Sockeye.Services.Tftp;

/// <summary>A TFTP server (RFC 1350, 2347, 2348, 2349, 7440): one exchange for each request.</summary>
/// <param name="root">Whose files are served; not disposed here.</param>
/// <param name="options">What is allowed.</param>
public sealed class TftpService(FileRoot root, TftpServiceOptions options) : IDatagramService
{
    /// <inheritdoc/>
    public IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer) =>
        TftpRequest.TryParse(datagram, out TftpRequest? request)
            ? new TftpExchange(request!, from, root, options)
            : null; // garbage, or a late packet of an old transfer
}
