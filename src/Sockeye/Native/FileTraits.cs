using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>What a file is besides its content: owner, group, mode, access control list, extended attributes.</summary>
/// <remarks>
/// Who replaces a file by renaming another over it gives that one the traits of the first, as if the first had been
/// written to. Each is set as far as this process may; and nobody may do more with the new file than with the old one.
/// </remarks>
internal static class FileTraits
{
    /// <summary>0600: of a file that will replace another, until it has the traits of that.</summary>
    public const uint PrivateMode = 0b110_000_000;

    private const uint PrivilegeBits = 0b110_000_000_000; // set-user-ID, set-group-ID
    private const uint PermissionBits = 0b111_111_111;
    private const uint OwnerBits = 0b111_000_000;
    private const int GroupShift = 3;
    private const uint OneClass = 0b111;

    // Of the content that was, not of the file: the kernel drops the first at any write (capabilities(7)), and the
    // others are sums.
    private static readonly string[] OfTheContent = ["security.capability", "security.ima", "security.evm"];

    /// <summary>Gives a file the traits of the one it is about to replace.</summary>
    /// <param name="existing">The one that is replaced; opened by its path only is enough.</param>
    /// <param name="directory">Where both are.</param>
    /// <param name="fresh">The one that replaces it; open for writing, and ours.</param>
    /// <param name="keepsPrivileges">
    /// Whether the content may run with its owner's rights if the one before might.
    /// </param>
    /// <returns>
    /// false: somebody else could have put that one there, for him to own what replaces it; it has given nothing.
    /// </returns>
    public static bool TryCarry(
        SafeFileHandle existing, in Statx directory, SafeFileHandle fresh, bool keepsPrivileges)
    {
        if (FileCalls.Status(existing, out Statx old) != Errno.None
            || FileCalls.Status(fresh, out Statx now) != Errno.None)
        {
            return true; // stays private
        }

        if (OwnFile.IsPlanted(old, directory))
            return false;

        bool isSameGroup = CarryOwner(old, now, fresh);
        string[] names = ExtendedAttributes.List(existing);
        foreach (string name in names.Except(OfTheContent).Where(name => name != ExtendedAttributes.AccessList))
            ExtendedAttributes.TryCopy(name, existing, fresh);

        uint mode = old.Mode & (keepsPrivileges ? PermissionBits | PrivilegeBits : PermissionBits);
        if (!isSameGroup)
            mode = ForAnotherGroup(mode);
        if (!CarryAccessList(names, existing, fresh, isSameGroup))
            mode &= OwnerBits; // those named in it may have had fewer rights than all others
        FileCalls.ChangeMode(fresh, mode);
        return true;
    }

    /// <returns>Whether the group is the same.</returns>
    private static bool CarryOwner(in Statx old, in Statx now, SafeFileHandle fresh)
    {
        if (old.Owner == now.Owner && old.Group == now.Group)
            return true;

        return FileCalls.ChangeOwner(fresh, old.Owner, old.Group) == Errno.None
            || FileCalls.ChangeGroup(fresh, old.Group) == Errno.None;
    }

    // A new file may have one of its own, from its directory.
    // false: there was one, and the new file cannot have it.
    private static bool CarryAccessList(
        string[] names, SafeFileHandle existing, SafeFileHandle fresh, bool isSameGroup)
    {
        bool isListed = names.Contains(ExtendedAttributes.AccessList);
        if (isListed && isSameGroup && ExtendedAttributes.TryCopy(ExtendedAttributes.AccessList, existing, fresh))
            return true;

        ExtendedAttributes.Remove(fresh, ExtendedAttributes.AccessList);
        return !isListed;
    }

    // The members of the one it was meant for are others now, and the members of the other were.
    private static uint ForAnotherGroup(uint mode)
    {
        uint both = mode & (mode >> GroupShift) & OneClass;
        return (mode & OwnerBits) | (both << GroupShift) | both;
    }
}
