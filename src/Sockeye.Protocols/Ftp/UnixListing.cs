using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>Lines as <c>ls -l</c> writes them: what clients expect of LIST. No standard says so.</summary>
/// <remarks>
/// <code>
/// -rw-r--r--   1 ftp      ftp          1024 Nov 21 11:47 name
/// drwxr-xr-x   1 ftp      ftp             0 Jan  1  2024 name
/// </code>
/// </remarks>
public static class UnixListing
{
    /// <summary>
    /// Within this time, and not in the future, the hour is shown; otherwise the year. As ls(1) does.
    /// </summary>
    internal static readonly TimeSpan Recent = TimeSpan.FromDays(365.2425 / 2);

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Writes an entry, without a line ending. Times are UTC.</summary>
    /// <param name="entry">What to show.</param>
    /// <param name="now">Decides between hour and year.</param>
    public static string Write(FtpEntry entry, DateTimeOffset now)
    {
        DateTimeOffset modified = entry.Modified ?? DateTimeOffset.UnixEpoch;
        bool isRecent = modified <= now && now - modified < Recent;
        string time = modified.UtcDateTime.ToString(isRecent ? "HH:mm" : " yyyy", Culture);
        string month = modified.UtcDateTime.ToString("MMM", Culture);
        return string.Create(
            Culture,
            $"{Mode(entry)}   1 ftp      ftp      {entry.Length ?? 0,12} {month} {modified.Day,2} {time} {entry.Name}");
    }

    private static string Mode(FtpEntry entry)
    {
        bool mayWrite = entry.Permissions.AsSpan().ContainsAny("cw");
        bool mayRead = entry.Permissions.AsSpan().ContainsAny("rl");
        return (entry.IsDirectory ? "d" : "-") + (mayRead ? "r" : "-") + (mayWrite ? "w" : "-")
            + (entry.IsDirectory ? "xr-xr-x" : "-r--r--");
    }
}
