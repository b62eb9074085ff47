using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>A file of ours that only its owner may read, unless he has said otherwise: keys, users.</summary>
internal static class PrivateFile
{
    private const string TemporaryPrefix = ".sockeye-";

    /// <summary>Writes it under another name and renames it: others see the old one or the new one, whole.</summary>
    /// <remarks>
    /// One that is there keeps its owner, group, mode and attributes, and what a link leads to is what is written.
    /// </remarks>
    /// <param name="path">Our user's own path; the directory is made (0700) when it is missing.</param>
    /// <param name="text">What it holds, as UTF-8.</param>
    /// <exception cref="IOException">It cannot be written, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">The rights do not allow it.</exception>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(FileLinks.Follow(path));
        string directory = Path.GetDirectoryName(full)!;
        CreateDirectory(directory);
        string temporary = Path.Combine(directory, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                if (OperatingSystem.IsLinux())
                    CarryTraits(full, file.SafeFileHandle);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void CarryTraits(string path, SafeFileHandle fresh)
    {
        if (FileCalls.OpenPathOnly(path, out SafeFileHandle existing) != Errno.None)
            return; // a new one

        using (existing)
        {
            FileCalls.Status(existing, out Statx status);
            if (!status.IsRegular)
                throw new IOException($"{path} is not a regular file");
            FileTraits.Carry(existing, fresh, keepsPrivileges: false);
        }
    }

    private static void CreateDirectory(string path)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
