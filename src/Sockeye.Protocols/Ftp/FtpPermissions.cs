namespace Sockeye.Protocols.Ftp;

/// <summary>What a client may do with an entry: the fact <c>perm</c> (RFC 3659 §7.5.5).</summary>
public static class FtpPermissions
{
    /// <summary>Of a file: a append, d delete, f rename, r retrieve, w store.</summary>
    /// <param name="mayRead">Its content.</param>
    /// <param name="mayWrite">New files.</param>
    /// <param name="mayDelete">Removing and replacing as well.</param>
    public static string OfFile(bool mayRead, bool mayWrite, bool mayDelete) =>
        (mayRead ? "r" : "") + (mayWrite && mayDelete ? "aw" : "") + (mayDelete ? "df" : "");

    /// <summary>Of a directory: c create, d delete, e enter, f rename, l list, m make one in it, p purge.</summary>
    /// <param name="mayList">See names.</param>
    /// <param name="mayWrite">New files and directories.</param>
    /// <param name="mayDelete">Removing and renaming.</param>
    public static string OfDirectory(bool mayList, bool mayWrite, bool mayDelete) =>
        (mayList ? "el" : "") + (mayWrite ? "cm" : "") + (mayDelete ? "dfp" : "");
}
