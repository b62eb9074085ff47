using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>What dealing with servers takes of the world. By itself: sockets and clock of this system.</summary>
public sealed record RemoteContext
{
    /// <summary>Streams, without TLS: that is put on them. Default: the kernel's sockets.</summary>
    public IStreamTransport Streams
    {
        get => field ??= Sockets;
        init;
    }

    /// <summary>Datagrams, for TFTP. Default: the kernel's sockets.</summary>
    public IDatagramTransport Datagrams
    {
        get => field ??= Sockets;
        init;
    }

    /// <summary>The clock of all limits and waits. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where it says what it tries again, and what it begins anew. Default: nowhere.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Which server is trusted inside TLS. Default: one whose certificate the system trusts.</summary>
    public ITlsTrust Trust { get; init; } = new SystemTrust();

    /// <summary>By which proxy requests of HTTP go. Default: null, by none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>
    /// Asks about a server that is not trusted, before anything is sent to it; whether it is from now on. Called by any
    /// thread. Default: it is not.
    /// </summary>
    public Func<CertificateRefusedException, bool> AskTrust { get; init; } = static _ => false;

    /// <summary>
    /// A directory where uploads that were cut are noted, so that another process goes on with them: a small file each,
    /// for our user alone. Default: null, this object alone remembers them.
    /// </summary>
    public string? UploadDirectory { get; init; }

    /// <summary>The uploads that were cut.</summary>
    internal UploadJournal Journal => field ??= new UploadJournal(UploadDirectory); // a race makes two

    private SocketTransport Sockets => field ??= new SocketTransport(Time) { Logger = Log }; // a race makes two
}
