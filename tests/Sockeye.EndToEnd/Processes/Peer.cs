namespace Sockeye.EndToEnd.Processes;

/// <summary>Foreign programs, by name.</summary>
internal static class Peer
{
    public const string Netcat = "nc.openbsd";
    public const string Ncat = "ncat";
    public const string Socat = "socat";
    public const string Curl = "curl";
    public const string Tftp = "tftp";
    public const string Atftp = "atftp";
    public const string Atftpd = "atftpd";
    public const string InTftpd = "in.tftpd";
    public const string Python = "python3";
    public const string Tmux = "tmux";
    public const string Setpriv = "setpriv";
    public const string Prlimit = "prlimit";
    public const string Unshare = "unshare";
    public const string Strace = "strace";
    public const string Ping = "ping";
    public const string Jc = "jc";
    public const string Ip = "ip";
    public const string Nft = "nft";
    public const string Lftp = "lftp";
    public const string Wget = "wget";
    public const string Tnftp = "tnftp";
    public const string Vsftpd = "vsftpd";
    public const string Proftpd = "proftpd";
    public const string PureFtpd = "pure-ftpd";
    public const string PurePassword = "pure-pw";
    public const string Openssl = "openssl";
    public const string Sslscan = "sslscan";
    public const string Nginx = "nginx";
    public const string Ngircd = "ngircd";
    public const string Inspircd = "inspircd";
    public const string Bash = "bash";
    public const string Zsh = "zsh";
    public const string Fish = "fish";

    /// <summary>A missing program fails the test when this variable is 1; otherwise it skips it.</summary>
    private const string RequireVariable = "SOCKEYE_REQUIRE_PEERS";

    // A version manager's python3 is a shell script in front of the real one: the system's starts sooner.
    private static readonly string SystemPython = "/usr/bin/python3";

    private static bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) == "1";

    /// <summary>The path of a program. Skips or fails the test when it is not there.</summary>
    public static string Find(string program)
    {
        if (program == Python && File.Exists(SystemPython))
            return SystemPython;

        // daemons are not in a user's PATH
        string search = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin";
        string? path = search.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        return path ?? throw Missing($"{program} is not installed");
    }

    /// <summary>Skips the test, or fails it where everything must be there.</summary>
    public static Exception Missing(string reason)
    {
        Assert.SkipUnless(IsRequired, reason);
        Assert.Fail($"{reason}, and {RequireVariable} is 1");
        throw new InvalidOperationException(reason); // not reached
    }
}
