namespace Sockeye.Protocols.Ftp;

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
