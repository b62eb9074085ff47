namespace Sockeye.Protocols.Tftp;

/// <summary>How the file's bytes are written on the wire (RFC 1350 §1).</summary>
public enum TftpMode
{
    /// <summary>As they are.</summary>
    Octet,

    /// <summary>Text: a line ends with CR LF, a bare CR is CR NUL (RFC 764). Here a line ends with LF.</summary>
    Netascii,
}
