using System.Text;

namespace Sockeye.Protocols.Ftp;

/// <summary>One entry of a listing, or what MLST tells of one name (RFC 3659 §7).</summary>
/// <remarks>
/// <code>
/// type=file;size=1024;modify=20261121114700;perm=r; a name with spaces
/// </code>
/// </remarks>
/// <param name="Name">Its name. Of a peer, not safe to show, and perhaps no name at all.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Length">In bytes; null when it was not told.</param>
/// <param name="Modified">When it was last changed, UTC; null when it was not told.</param>
/// <param name="Permissions">The fact <c>perm</c>; see <see cref="FtpPermissions"/>.</param>
public sealed record FtpEntry(
    string Name, FtpEntryKind Kind, long? Length = null, DateTimeOffset? Modified = null, string Permissions = "")
{
    /// <summary>
    /// Of the directory that is listed: how much its listing lacks. A fact of our own (RFC 3659 §7.5: local facts begin
    /// with <c>x.</c>).
    /// </summary>
    public long Missing { get; private init; }

    /// <summary>Whether it is a directory, this one or one above included.</summary>
    public bool IsDirectory => Kind is FtpEntryKind.Directory or FtpEntryKind.Current or FtpEntryKind.Parent;

    /// <summary>
    /// The entry that tells that a listing is not complete: the directory itself, as others ignore it.
    /// </summary>
    public static FtpEntry Incomplete(long missing) => new(".", FtpEntryKind.Current) { Missing = missing };

    /// <summary>The line that tells it, without an ending.</summary>
    /// <param name="facts">What to tell beside the name.</param>
    public string Write(FtpFacts facts)
    {
        var line = new StringBuilder();
        if (facts.HasFlag(FtpFacts.Type) || Missing > 0)
            line.Append("type=").Append(TypeName).Append(';');
        if (facts.HasFlag(FtpFacts.Size) && Kind == FtpEntryKind.File && Length is { } length)
            line.Append("size=").Append(FtpText.Number(length)).Append(';');
        if (facts.HasFlag(FtpFacts.Modify) && Modified is { } modified)
            line.Append("modify=").Append(FtpTime.Write(modified)).Append(';');
        if (facts.HasFlag(FtpFacts.Perm))
            line.Append("perm=").Append(Permissions).Append(';');
        if (Missing > 0)
            line.Append("x.missing=").Append(FtpText.Number(Missing)).Append(';');
        return line.Append(' ').Append(Name).ToString();
    }

    /// <summary>Reads such a line. Facts that are not known are ignored, as are those that make no sense.</summary>
    public static bool TryParse(string line, out FtpEntry? entry)
    {
        entry = null;
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || space + 1 == line.Length)
            return false;

        entry = new FtpEntry(line[(space + 1)..], FtpEntryKind.File);
        foreach (string fact in line[..space].Split(';', StringSplitOptions.RemoveEmptyEntries))
            entry = entry.With(fact);
        return true;
    }

    private string TypeName => Kind switch
    {
        FtpEntryKind.File => "file",
        FtpEntryKind.Directory => "dir",
        FtpEntryKind.Current => "cdir",
        FtpEntryKind.Parent => "pdir",
        _ => "OS.unix=other",
    };

    private FtpEntry With(string fact)
    {
        int equals = fact.IndexOf('=', StringComparison.Ordinal);
        string value = fact[(equals + 1)..];
        return fact[..Math.Max(0, equals)].ToLowerInvariant() switch
        {
            "type" => this with { Kind = KindOf(value) },
            "size" when FtpText.TryParseNumber(value, out long length) => this with { Length = length },
            "modify" when FtpTime.TryParse(value, out DateTimeOffset time) => this with { Modified = time },
            "x.missing" when FtpText.TryParseNumber(value, out long missing) => this with { Missing = missing },
            "perm" => this with { Permissions = value },
            _ => this,
        };
    }

    private static FtpEntryKind KindOf(string type) => type.ToLowerInvariant() switch
    {
        "file" => FtpEntryKind.File,
        "dir" => FtpEntryKind.Directory,
        "cdir" => FtpEntryKind.Current,
        "pdir" => FtpEntryKind.Parent,
        _ => FtpEntryKind.Other,
    };
}

/// <summary>What an entry of a listing is: the fact <c>type</c> (RFC 3659 §7.5.1).</summary>
public enum FtpEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>The directory that is listed.</summary>
    Current,

    /// <summary>One above the directory that is listed.</summary>
    Parent,

    /// <summary>Anything else: a link, a device.</summary>
    Other,
}

/// <summary>Which facts MLST and MLSD tell; a client chooses by OPTS MLST (RFC 3659 §7.9).</summary>
[Flags]
public enum FtpFacts
{
    /// <summary>Only the name.</summary>
    None = 0,

    /// <summary>What it is.</summary>
    Type = 1,

    /// <summary>How long it is, in bytes.</summary>
    Size = 2,

    /// <summary>When it was last changed.</summary>
    Modify = 4,

    /// <summary>What the client may do with it.</summary>
    Perm = 8,

    /// <summary>All of them: the default.</summary>
    All = Type | Size | Modify | Perm,
}

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
