namespace Sockeye.Cli;

/// <summary>The ports of the exercises, which are the defaults.</summary>
internal static class Ports
{
    /// <summary>RFC 862. The exercises have no echo.</summary>
    public const int Echo = 7;

    /// <summary>RFC 959. The exercises have no FTP.</summary>
    public const int Ftp = 21;

    /// <summary>Exercises 3.1 and 3.2.</summary>
    public const int Hello = 53;

    /// <summary>Exercise 4.</summary>
    public const int Talk = 54;

    /// <summary>Exercise 5: a text file, once.</summary>
    public const int FilesOnce = 55;

    /// <summary>Exercise 6: binary files, one after the other.</summary>
    public const int FilesIterative = 56;

    /// <summary>Exercise 7: text files, concurrently.</summary>
    public const int FilesConcurrent = 57;

    /// <summary>Exercise 8: binary files over datagrams.</summary>
    public const int Tftp = 59;

    /// <summary><c>sockeye share</c>: HTTPS; with 8080, the usual ones without a privilege.</summary>
    public const int ShareHttps = 8443;

    /// <summary><c>sockeye share</c>: FTP; the exercise's number of old, without a privilege.</summary>
    public const int ShareFtp = 2121;

    /// <summary><c>sockeye share</c>: SFP.</summary>
    public const int ShareFiles = 5757;

    /// <summary><c>sockeye share</c>: TFTP.</summary>
    public const int ShareTftp = 6969;

    /// <summary>Exercise connect.</summary>
    public const int Web = 80;

    /// <summary>The service <c>http</c>: the usual port of those who need no privilege for it.</summary>
    public const int Http = 8080;

    /// <summary>Exercise 3.3.</summary>
    public const int Upper = 12_000;

    /// <summary>The study exercise.</summary>
    public const int Ack = 65_432;

    /// <summary>What <c>lab</c> adds to a port that it has no right to bind.</summary>
    public const int ShiftWithoutPrivilege = 10_000;

    /// <summary>Ports below this one need a privilege (ip(7), ip_unprivileged_port_start).</summary>
    public const int FirstUnprivileged = 1024;
}
