using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Files.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Ftp;

/// <summary>Serves files by FTP, with or without TLS (docs/protocols/ftp.md).</summary>
/// <remarks>It watches over silence itself, so that a client is told; the server's idle time does not count.</remarks>
public sealed class FtpHandler : IConnectionHandler
{
    /// <summary>Serves a folder.</summary>
    /// <param name="folder">The files, and who may do what.</param>
    /// <param name="transport">What data connections are opened by.</param>
    /// <param name="time">The clock of limits and listings.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="tls">Who we are, where TLS is wanted.</param>
    /// <param name="logger">Where the log goes; null is nowhere.</param>
    /// <exception cref="ArgumentException">TLS is wanted, and there is no certificate.</exception>
    public FtpHandler(
        SharedFolder folder, IStreamTransport transport, TimeProvider time, FtpOptions? options = null,
        TlsServer? tls = null, ILogger? logger = null)
    {
        (Folder, Transport, Time) = (folder, transport, time);
        Options = options ?? new FtpOptions();
        Tls = tls;
        PassivePorts = new PassivePorts(Options.PassivePorts, transport);
        Logger = logger ?? NullLogger.Instance;
        if (tls is null && (Options.Protection != FtpProtection.None || Options.IsImplicitTls))
            throw new ArgumentException("TLS needs a certificate", nameof(tls));
    }

    internal SharedFolder Folder { get; }

    internal IStreamTransport Transport { get; }

    internal TimeProvider Time { get; }

    internal PassivePorts PassivePorts { get; }

    internal FtpOptions Options { get; }

    internal TlsServer? Tls { get; }

    internal ILogger Logger { get; }

    /// <inheritdoc/>
    public Task RunAsync(StreamConnection connection, CancellationToken stopping) =>
        new FtpServerConnection(this, connection, stopping).RunAsync();
}
