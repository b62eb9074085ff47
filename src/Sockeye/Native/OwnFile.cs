namespace Sockeye.Native;

/// <summary>
/// Whether what is found under a name that others can guess is ours: only then is it gone on with, or believed.
/// </summary>
/// <remarks>
/// Mode bits are enough: where a file has an access control list, those of the group are its mask, which bounds what
/// the list gives to anybody but the owner (acl(5)).
/// </remarks>
internal static class OwnFile
{
    private const uint OthersMayWrite = 0b010_010; // by group or all

    /// <summary>
    /// Why nobody else may have written what is to be gone on with: in words that follow its name; null when it is so.
    /// </summary>
    public static string? FlawOf(in Statx status) =>
        !status.IsRegular ? "is not a regular file"
        : !IsOwn(status) ? "belongs to another user"
        : status.Links > 1 ? "has another name as well (a hard link)"
        : FlawOfMode(status);

    /// <summary>The same of what is only read: root may have written it, and it may have other names.</summary>
    public static string? FlawOfRead(in Statx status) =>
        !status.IsRegular ? "is not a regular file"
        : !IsOwn(status) && status.Owner != 0 ? "belongs to another user"
        : FlawOfMode(status);

    /// <summary>
    /// Why our user's path is not what he meant to write to, but leads where somebody else has made it lead: asked
    /// before it is opened. Root is nobody else.
    /// </summary>
    public static string? FlawOfLink(string path) =>
        !IsOfTheSystem(path) && FileCalls.StatusOf(path, out Statx named) == Errno.None
        && named.IsSymlink && !IsOwn(named) && named.Owner != 0
            ? "is a link of another user"
            : null;

    /// <summary>
    /// Why what our user's path has led to is not what he meant to write to: a file of somebody else's, or of several
    /// names. What is no file, as a terminal, has been chosen by him.
    /// </summary>
    public static string? FlawOfWritten(string path, in Statx opened) =>
        !opened.IsRegular || IsOfTheSystem(path) ? null
        : !IsOwn(opened) && opened.Owner != 0 ? "belongs to another user"
        : opened.Links > 1 ? "has another name as well (a hard link)"
        : null;

    /// <summary>Whether it belongs to the user that we are.</summary>
    public static bool IsOwn(in Statx status) => status.Owner == Libc.GetEffectiveUserId();

    /// <summary>Whether it is one of the system's names, as those of our own descriptors, whoever has opened them.</summary>
    public static bool IsOfTheSystem(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static string? FlawOfMode(in Statx status) =>
        (status.Mode & OthersMayWrite) != 0 ? "may be written by others" : null;
}
