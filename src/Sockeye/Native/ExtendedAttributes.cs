using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>What stays with a file beside its content (xattr(7)), where its file system can keep it.</summary>
internal static partial class ExtendedAttributes
{
    /// <summary>The access control list (acl(5)), in the kernel's own form.</summary>
    public const string AccessList = "system.posix_acl_access";

    private const int MaxBytes = 1024; // our choice for our own: an entity tag and more
    private const int MaxForeignBytes = 64 * 1024; // XATTR_SIZE_MAX and XATTR_LIST_MAX of Linux

    /// <returns>null when there is none, or the file system keeps none.</returns>
    public static string? Get(SafeFileHandle file, string name)
    {
        byte[] value = new byte[MaxBytes];
        nint length = GetAttribute(file, name, value, value.Length);
        return length >= 0 ? Encoding.UTF8.GetString(value, 0, (int)length) : null;
    }

    /// <returns>false when the file system keeps none.</returns>
    public static bool TrySet(SafeFileHandle file, string name, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return bytes.Length <= MaxBytes && SetAttribute(file, name, bytes, bytes.Length, 0) == 0;
    }

    /// <summary>An attribute of what a path of our user's leads to, as bytes.</summary>
    /// <returns>null when there is none, or the file system keeps none.</returns>
    public static byte[]? Read(string path, string name)
    {
        byte[] value = ArrayPool<byte>.Shared.Rent(MaxForeignBytes);
        try
        {
            nint length = GetAttribute(path, name, value, MaxForeignBytes);
            return length >= 0 ? value[..(int)length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(value);
        }
    }

    public static void Remove(SafeFileHandle file, string name) => _ = RemoveAttribute(file, name);

    /// <summary>The names of all; none where the file system keeps none.</summary>
    /// <param name="pathOnly">Need not be open for reading.</param>
    public static string[] List(SafeFileHandle pathOnly)
    {
        using var path = new DescriptorPath(pathOnly);
        byte[] names = ArrayPool<byte>.Shared.Rent(MaxForeignBytes);
        try
        {
            nint length = ListAttributes(path.Text, names, MaxForeignBytes);
            return length > 0
                ? Encoding.UTF8.GetString(names, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                : [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(names);
        }
    }

    /// <summary>Gives one file an attribute of another.</summary>
    /// <returns>false when it cannot be read there or set here.</returns>
    public static bool TryCopy(string name, SafeFileHandle fromPathOnly, SafeFileHandle to)
    {
        using var path = new DescriptorPath(fromPathOnly);
        byte[] value = ArrayPool<byte>.Shared.Rent(MaxForeignBytes);
        try
        {
            nint length = GetAttribute(path.Text, name, value, MaxForeignBytes);
            return length >= 0 && SetAttribute(to, name, value, length, 0) == 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(value);
        }
    }

    [LibraryImport(
        Libc.Library, EntryPoint = "fgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(SafeFileHandle file, string name, byte[] value, nint bytes);

    [LibraryImport(
        Libc.Library, EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte[] value, nint bytes);

    [LibraryImport(
        Libc.Library, EntryPoint = "listxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAttributes(string path, byte[] names, nint bytes);

    [LibraryImport(
        Libc.Library, EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(SafeFileHandle file, string name, byte[] value, nint bytes, int flags);

    [LibraryImport(
        Libc.Library, EntryPoint = "fremovexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveAttribute(SafeFileHandle file, string name);
}
