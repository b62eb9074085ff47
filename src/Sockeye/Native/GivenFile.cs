using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Native;

/// <summary>
/// A file that our user names, to be read whole: a certificate, a password. What could make the reader wait without
/// end, as a FIFO, is never opened; a pipe that is open already, as that of the shell's <c>&lt;(command)</c>, is read.
/// </summary>
internal static class GivenFile
{
    /// <param name="path">Links are followed.</param>
    /// <exception cref="LocalFileException">It cannot be read, or is not a regular file.</exception>
    public static string ReadText(string path)
    {
        if (!OperatingSystem.IsLinux() || OwnFile.IsOfTheSystem(path))
            return File.ReadAllText(path);

        Errno error = Open(path, FlawOf, out SafeFileHandle file, out string? flaw);
        using (file)
        {
            if (flaw is not null)
                throw new LocalFileException($"cannot read {path}: {flaw}");
            if (error == Errno.NotFound)
                throw new FileNotFoundException($"cannot read {path}: there is no such file");
            if (error != Errno.None)
                throw new LocalFileException(
                    $"cannot read {path}: {Marshal.GetPInvokeErrorMessage((int)error)}", (int)error);

            using var reader = new StreamReader(new MemoryStream(FileBytes.ReadAll(file)), Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Opens exactly what was looked at, wherever its name leads by then.</summary>
    /// <param name="path">Links are followed.</param>
    /// <param name="flawOf">Why it must not be opened; null when it may.</param>
    /// <param name="file">Open for reading, when there is neither an error nor a flaw.</param>
    /// <param name="flaw">What <paramref name="flawOf"/> said.</param>
    public static Errno Open(string path, FlawOfStatus flawOf, out SafeFileHandle file, out string? flaw)
    {
        (file, flaw) = (new SafeFileHandle(), null);
        Errno error = FileCalls.OpenPathOnly(path, out SafeFileHandle found);
        using (found)
        {
            Statx status = default;
            if (error == Errno.None)
                error = FileCalls.Status(found, out status);
            if (error == Errno.None)
                flaw = flawOf(status);
            return error == Errno.None && flaw is null
                ? FileCalls.Reopen(found, OpenFlags.ReadOnly, out file)
                : error;
        }
    }

    /// <summary>What is wrong with a file, in words that follow its name.</summary>
    internal delegate string? FlawOfStatus(in Statx status);

    private static string? FlawOf(in Statx status) => status.IsRegular ? null : "it is not a regular file";
}
