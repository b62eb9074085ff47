using Sockeye.Protocols.Sfp;

namespace Sockeye.Files.Remotes;

/// <summary>How a remote file is reached.</summary>
internal enum RemoteProtocol
{
    /// <summary>SFP/1 over a stream.</summary>
    Sfp,

    /// <summary>TFTP over datagrams.</summary>
    Tftp,

    /// <summary>HTTP/1.1 or HTTP/2.</summary>
    Http,

    /// <summary>FTP.</summary>
    Ftp,
}

/// <summary>What stands before the first colon of a URL, and all that follows from it.</summary>
/// <param name="Name">As a person writes it.</param>
/// <param name="Protocol">How files are spoken of.</param>
/// <param name="Transport">The scheme of the endpoint: <c>tcp</c>, <c>tls</c>, <c>udp</c> or <c>unix</c>.</param>
/// <param name="DefaultPort">Of a URL that names none.</param>
internal sealed record RemoteScheme(string Name, RemoteProtocol Protocol, string Transport, int DefaultPort)
{
    /// <summary>FTP that turns to TLS by AUTH TLS (RFC 4217), and otherwise does not go on.</summary>
    public const string ExplicitFtps = "ftpes";

    private static readonly RemoteScheme[] All =
    [
        new("tcp", RemoteProtocol.Sfp, "tcp", SfpLimits.DefaultPort),
        new("tls", RemoteProtocol.Sfp, "tls", SfpLimits.DefaultPort),
        new("unix", RemoteProtocol.Sfp, "unix", 0),
        new("tftp", RemoteProtocol.Tftp, "udp", 69), // RFC 3617, RFC 1350
        new("http", RemoteProtocol.Http, "tcp", 80), // RFC 9110 §4.2.1
        new("https", RemoteProtocol.Http, "tls", 443), // RFC 9110 §4.2.2
        new("ftp", RemoteProtocol.Ftp, "tcp", 21), // RFC 1738 §3.2
        new("ftps", RemoteProtocol.Ftp, "tls", 990), // TLS from the start, as curl and the IANA registry have it
        new(ExplicitFtps, RemoteProtocol.Ftp, "tcp", 21),
    ];

    /// <summary>Those that a person may choose from.</summary>
    public static string Names => string.Join(", ", All.Select(scheme => scheme.Name));

    public static RemoteScheme? Find(string name) => All.FirstOrDefault(scheme => scheme.Name == name);
}
