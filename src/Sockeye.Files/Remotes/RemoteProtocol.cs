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
