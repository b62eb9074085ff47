using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Native;

/// <summary>A file of ours that only its owner may read, unless he has said otherwise: keys, users.</summary>
internal static class PrivateFile
{
    private const string TemporaryPrefix = ".sockeye-";

    /// <summary>Writes it under another name and renames it: others see the old one or the new one, whole.</summary>
    /// <remarks>
    /// One that is there keeps its owner, group, mode and attributes, unless another user could have put it there; what
    /// a link leads to is what is written.
    /// </remarks>
    /// <param name="path">Our user's own path; the directory is made (0700) when it is missing.</param>
    /// <param name="text">What it holds, as UTF-8.</param>
    /// <exception cref="LocalFileException">It cannot be written, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">The rights do not allow it.</exception>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(FileLinks.Follow(path));
        string directory = Path.GetDirectoryName(full)!;
        string temporary = Path.Combine(directory, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        try
        {
            CreateDirectory(directory);
            Write(temporary, full, text);
        }
        catch (IOException failure) when (failure is not LocalFileException)
        {
            throw LocalFileException.Of(failure);
        }
    }

    /// <summary>Reads one that is believed because of its name: nobody else may have written it.</summary>
    /// <param name="path">Our user's own path; links are followed.</param>
    /// <returns>null when it is not there.</returns>
    /// <exception cref="LocalFileException">
    /// It cannot be read, is not a regular file, belongs to another user than us and root, or others may write to it.
    /// </exception>
    public static string? Read(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.Exists(path) ? File.ReadAllText(path) : null;

        if (OpenToRead(path) is not { } file)
            return null;

        using var reader = new StreamReader(new MemoryStream(FileBytes.ReadAll(file)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The same, for who reads it otherwise. Linux only.</summary>
    public static SafeFileHandle? OpenToRead(string path)
    {
        Errno error = GivenFile.Open(path, OwnFile.FlawOfRead, out SafeFileHandle file, out string? flaw);
        if (error == Errno.None && flaw is null)
            return file;

        file.Dispose();
        if (flaw is not null)
            throw NotBelieved(path, flaw);
        bool isThere = error is not (Errno.NotFound or Errno.NotDirectory)
            && (error != Errno.AccessDenied || File.Exists(path)); // or its directory is closed to us
        return !isThere
            ? null
            : throw new LocalFileException(
                $"{path} cannot be read: {Marshal.GetPInvokeErrorMessage((int)error)}", (int)error);
    }

    /// <summary>Adds to one, or makes it; it is for its owner alone from then on (0600).</summary>
    /// <param name="path">Our user's own path; his links, and root's, are followed. The directory is made (0700) when
    /// it is missing.</param>
    /// <param name="text">What is added, as UTF-8.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be written, is not a regular file, belongs to another user or leads through his link, has another
    /// name, or others may write it.
    /// </exception>
    public static void Append(string path, string text)
    {
        CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (!OperatingSystem.IsLinux())
        {
            File.AppendAllText(path, text);
            return;
        }

        if (OwnFile.FlawOfLink(path) is { } misleading)
            throw NotBelieved(path, misleading);

        const int flags = OpenFlags.WriteOnly | OpenFlags.Append | OpenFlags.Create | OpenFlags.NonBlocking;
        Errno error = FileCalls.OpenFollowing(path, flags, FileTraits.PrivateMode, out SafeFileHandle file);
        using (file)
        {
            Statx status = default;
            if (error == Errno.None)
                error = FileCalls.Status(file, out status);
            if (error == Errno.None && OwnFile.FlawOf(status) is { } flaw)
                throw NotBelieved(path, flaw);

            FileCalls.ChangeMode(file, FileTraits.PrivateMode);
            ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
            while (error == Errno.None && !bytes.IsEmpty)
            {
                error = FileCalls.Write(file, bytes, out int written);
                bytes = bytes[written..];
            }

            if (error != Errno.None)
                throw new LocalFileException(
                    $"{path} cannot be written: {Marshal.GetPInvokeErrorMessage((int)error)}", (int)error);
        }
    }

    private static void Write(string temporary, string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                FileBytes.Write(file.SafeFileHandle, Encoding.UTF8.GetBytes(text), offset: 0);
                if (OperatingSystem.IsLinux())
                    CarryTraits(path, file.SafeFileHandle);
                FileBytes.Flush(file.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static LocalFileException NotBelieved(string path, string flaw) =>
        new($"{path} {flaw}: it is not used; remove it, or make it yours alone (chown, chmod go-w)");

    // What somebody else has put there is replaced by one of ours, that only we may read.
    private static void CarryTraits(string path, SafeFileHandle fresh)
    {
        if (FileCalls.OpenPathOnly(path, out SafeFileHandle existing) != Errno.None)
            return; // nothing is replaced

        using (existing)
        {
            FileCalls.Status(existing, out Statx status);
            if (!status.IsRegular)
                throw new LocalFileException($"{path} is not a regular file");
            FileTraits.TryCarry(existing, OwnFile.DirectoryOf(path), fresh, keepsPrivileges: false);
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
