using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The network interfaces of this machine, by name and by number (if_nametoindex(3)).</summary>
internal static partial class Interfaces
{
    private const int MaxNameBytes = 16; // IF_NAMESIZE

    /// <returns>0 when there is none of that name.</returns>
    public static uint IndexOf(string name) => IndexOfName(name);

    /// <returns>null when there is none of that number.</returns>
    public static string? NameOf(uint index)
    {
        nint name = Marshal.AllocHGlobal(MaxNameBytes);
        try
        {
            return NameOfIndex(index, name) == 0 ? null : Marshal.PtrToStringUTF8(name);
        }
        finally
        {
            Marshal.FreeHGlobal(name);
        }
    }

    [LibraryImport(Libc.Library, EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint IndexOfName(string name);

    [LibraryImport(Libc.Library, EntryPoint = "if_indextoname")]
    private static partial nint NameOfIndex(uint index, nint name);
}
