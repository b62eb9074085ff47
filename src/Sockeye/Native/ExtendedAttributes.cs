using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>Short texts that stay with a file (xattr(7)), where its file system can keep them.</summary>
internal static partial class ExtendedAttributes
{
    private const int MaxBytes = 1024; // our choice: an entity tag and more

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

    public static void Remove(SafeFileHandle file, string name) => _ = RemoveAttribute(file, name);

    [LibraryImport(
        Libc.Library, EntryPoint = "fgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(SafeFileHandle file, string name, byte[] value, nint bytes);

    [LibraryImport(
        Libc.Library, EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(SafeFileHandle file, string name, byte[] value, nint bytes, int flags);

    [LibraryImport(
        Libc.Library, EntryPoint = "fremovexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveAttribute(SafeFileHandle file, string name);
}
