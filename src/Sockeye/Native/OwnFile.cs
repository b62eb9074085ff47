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

    // Not all of /dev: in /dev/shm anybody may make a name.
    private static readonly string[] NamesOfTheSystem = ["/dev/fd/", "/dev/std", "/proc/"];

    /// <summary>Whether our user is root, who may replace anybody's file.</summary>
    public static bool WeAreRoot => Libc.GetEffectiveUserId() == 0;

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
        : IsOfOthers(status) ? "belongs to another user"
        : FlawOfMode(status);

    /// <summary>
    /// Why our user's path is not what he meant to write to, but leads where somebody else has made it lead: asked
    /// before it is opened. Root is nobody else.
    /// </summary>
    public static string? FlawOfLink(string path) =>
        !IsOfTheSystem(path) && FileCalls.StatusOf(path, out Statx named) == Errno.None
        && named.IsSymlink && IsOfOthers(named)
            ? "is a link of another user"
            : null;

    /// <summary>
    /// Why what our user's path has led to is not what he meant to write to: a file of somebody else's, or of several
    /// names. What is no file, as a terminal, has been chosen by him, but a FIFO may have been put there.
    /// </summary>
    public static string? FlawOfWritten(string path, in Statx opened) =>
        IsOfTheSystem(path) ? null
        : opened.IsPipe ? IsPlanted(opened, DirectoryOf(FileLinks.Follow(path))) ? "is a FIFO of another user" : null
        : !opened.IsRegular ? null
        : IsOfOthers(opened) ? "belongs to another user"
        : opened.Links > 1 ? "has another name as well (a hard link)"
        : null;

    /// <summary>
    /// Whether what stands there could have been planted: it belongs to neither us nor root, and its directory is one
    /// that others may write to. Such a file is replaced by one of ours, and such a FIFO not written to.
    /// </summary>
    /// <param name="named">What stands there.</param>
    /// <param name="directory">Where.</param>
    public static bool IsPlanted(in Statx named, in Statx directory) =>
        IsOfOthers(named) && (directory.Mode & OthersMayWrite) != 0;

    /// <summary>
    /// Whether a link must not be followed to what is written: it belongs to neither us, root, nor the owner of its
    /// directory, as fs.protected_symlinks of the kernel has it (proc(5)), but in any directory.
    /// </summary>
    public static bool IsForeignLink(in Statx named, in Statx directory) =>
        named.IsSymlink && IsOfOthers(named) && named.Owner != directory.Owner;

    /// <summary>The directory of our user's own path; nothing (mode 0, of root) when it cannot be looked at.</summary>
    public static Statx DirectoryOf(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        return FileCalls.StatusBehind(string.IsNullOrEmpty(directory) ? "." : directory, out Statx status) == Errno.None
            ? status
            : default;
    }

    /// <summary>Whether it belongs to the user that we are.</summary>
    public static bool IsOwn(in Statx status) => status.Owner == Libc.GetEffectiveUserId();

    /// <summary>
    /// Whether it is one of the system's names, as those of our own descriptors, whoever has opened them.
    /// </summary>
    public static bool IsOfTheSystem(string path) =>
        NamesOfTheSystem.Any(name => path.StartsWith(name, StringComparison.Ordinal));

    private static bool IsOfOthers(in Statx status) => !IsOwn(status) && status.Owner != 0;

    private static string? FlawOfMode(in Statx status) =>
        (status.Mode & OthersMayWrite) != 0 ? "may be written by others" : null;
}
