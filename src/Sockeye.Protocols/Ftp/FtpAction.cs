using System.Net;

namespace Sockeye.Protocols.Ftp;

/// <summary>Something that a session wants done: it has no socket and no file itself.</summary>
/// <param name="Kind">What, and what is to be reported afterwards.</param>
public sealed record FtpAction(FtpActionKind Kind)
{
    /// <summary>
    /// On what: relative to the root, without <c>.</c> and <c>..</c>; empty for the root. Perhaps no valid name.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>The new name of <see cref="FtpActionKind.Rename"/>, in the same form.</summary>
    public string Target { get; init; } = "";

    /// <summary>Who logs in. Not safe to show.</summary>
    public string User { get; init; } = "";

    /// <summary>With which password. Never to be shown.</summary>
    public string Password { get; init; } = "";

    /// <summary>Where the part of the file begins, in bytes.</summary>
    public long Offset { get; init; }

    /// <summary>How many bytes the part has; null up to the end.</summary>
    public long? Length { get; init; }

    /// <summary>
    /// How many bytes an upload will have in all, by ALLO; fewer are not the whole. Null: nobody has said.
    /// </summary>
    public long? Announced { get; init; }

    /// <summary>Whether lines are translated on the way (TYPE A).</summary>
    public bool IsText { get; init; }

    /// <summary>Whether the data connection uses TLS (PROT P).</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whom to connect to for the data; null: the peer connects to where we listen.</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>Whether to listen for EPSV; otherwise for PASV.</summary>
    public bool IsExtended { get; init; }

    /// <summary>How a listing is written.</summary>
    public FtpListFormat Format { get; init; }

    /// <summary>Which facts it tells.</summary>
    public FtpFacts Facts { get; init; }

    /// <summary>What was written for the path; names of NLST begin as it does.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What to sum by.</summary>
    public FtpHashAlgorithm Algorithm { get; init; }

    /// <summary>The time to set.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>Whether it moves bytes over a data connection, while commands go on to be read.</summary>
    public bool IsTransfer =>
        Kind is FtpActionKind.Retrieve or FtpActionKind.Store or FtpActionKind.Append or FtpActionKind.StoreUnique
            or FtpActionKind.List;

    /// <summary>Whether it is one after which something is reported.</summary>
    public bool IsReported =>
        Kind is not (FtpActionKind.LogOut or FtpActionKind.Secure or FtpActionKind.Abort);
}

/// <summary>What a session wants done.</summary>
public enum FtpActionKind
{
    /// <summary>Check user and password; then <c>OnDone</c> or <c>OnRefused</c>.</summary>
    LogIn,

    /// <summary>Nobody is logged in any more. Nothing is reported.</summary>
    LogOut,

    /// <summary>Send the replies, then begin TLS. Nothing is reported; if it fails the connection ends.</summary>
    Secure,

    /// <summary>Listen for a data connection; then <c>OnListening</c> or <c>OnRefused</c>.</summary>
    Listen,

    /// <summary>Check that the path is a directory; then <c>OnDone</c> or <c>OnRefused</c>.</summary>
    EnterDirectory,

    /// <summary>Check that the path exists and may be renamed; then <c>OnDone</c> or <c>OnRefused</c>.</summary>
    CheckRename,

    /// <summary>
    /// Tell of the path; then <c>OnEntry</c> or <c>OnRefused</c>. So for the three kinds that follow.
    /// </summary>
    TellEntry,

    /// <summary>Tell its length.</summary>
    TellLength,

    /// <summary>Tell when it was changed.</summary>
    TellModified,

    /// <summary>List over the control connection; then <c>OnEntries</c> or <c>OnRefused</c>.</summary>
    TellEntries,

    /// <summary>Sum a file or a part of it; then <c>OnSum</c> or <c>OnRefused</c>.</summary>
    Sum,

    /// <summary>Set the time of a file; then <c>OnDone</c> or <c>OnRefused</c>. So for all that follow.</summary>
    SetModified,

    /// <summary>Remove a file.</summary>
    Delete,

    /// <summary>Make a directory.</summary>
    CreateDirectory,

    /// <summary>Remove an empty directory.</summary>
    RemoveDirectory,

    /// <summary>Give the path another name, <see cref="FtpAction.Target"/>.</summary>
    Rename,

    /// <summary>Send a file over a data connection. So for the kinds that follow: a transfer.</summary>
    Retrieve,

    /// <summary>Take a file.</summary>
    Store,

    /// <summary>Take a file and put it behind what there is.</summary>
    Append,

    /// <summary>Take a file under a name that nothing has yet, and tell it in <c>OnBegun</c>.</summary>
    StoreUnique,

    /// <summary>Send a listing.</summary>
    List,

    /// <summary>Break off the transfer under way; its end is reported as always.</summary>
    Abort,
}

/// <summary>How a listing is written.</summary>
public enum FtpListFormat
{
    /// <summary>As <c>ls -l</c> does: LIST.</summary>
    Unix,

    /// <summary>Names only: NLST.</summary>
    Names,

    /// <summary>Facts and names: MLSD.</summary>
    Facts,
}
