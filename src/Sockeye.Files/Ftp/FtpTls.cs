using Sockeye.Protocols.Ftp;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Ftp;

/// <summary>TLS of one session: its control connection and its data connections, with tickets of its own.</summary>
/// <param name="server">Of this session only, so that what is resumed is a session of this control connection.</param>
/// <param name="requiresReuse">Whether data connections must resume it.</param>
internal sealed class FtpTls(TlsServer server, bool requiresReuse)
{
    /// <summary>Shakes hands on the control connection.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public async ValueTask<StreamConnection> SecureControlAsync(StreamConnection control, CancellationToken cancel)
    {
        TlsConnection secured = server.Secure(control);
        await secured.HandshakeAsync(cancel);
        return secured;
    }

    /// <summary>Shakes hands on a data connection. It belongs to the result, or is closed.</summary>
    /// <exception cref="FtpRefusedException">It failed, or resumes nothing.</exception>
    public async ValueTask<StreamConnection> SecureDataAsync(StreamConnection data, CancellationToken cancel)
    {
        TlsConnection secured = server.Secure(data);
        try
        {
            await secured.HandshakeAsync(cancel);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            secured.Abort(EndReason.PeerBrokeProtocol);
            await secured.DisposeAsync();
            if (failure is OperationCanceledException)
                throw;
            throw new FtpRefusedException(FtpRefusal.DataNotSecured, failure.Message);
        }

        if (!requiresReuse || secured.IsResumed)
            return secured;

        secured.Abort(EndReason.PeerBrokeProtocol);
        await secured.DisposeAsync();
        throw new FtpRefusedException(FtpRefusal.TlsNotReused, "the data connection began a TLS session of its own");
    }
}
