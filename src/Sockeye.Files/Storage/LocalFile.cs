using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>Files of our own user, by their paths.</summary>
public static class LocalFile
{
    /// <summary>Opens a regular file for reading. Nothing else is opened: a FIFO would wait for ever.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <exception cref="FileRefusedException">It is not a regular file.</exception>
    /// <exception cref="LocalFileException">It cannot be read.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        Check(FileCalls.OpenPathOnly(path, out SafeFileHandle pathOnly), path);
        using (pathOnly)
        {
            Check(FileCalls.Status(pathOnly, out Statx status), path);
            if (!status.IsRegular)
            {
                string what = status.IsDirectory ? "is a directory" : "is not a regular file";
                throw new FileRefusedException(FileRefusal.NotAllowed, $"{PrintableText.Escape(path)} {what}");
            }

            Check(FileCalls.Reopen(pathOnly, OpenFlags.ReadOnly, out SafeFileHandle handle), path);
            return handle;
        }
    }

    /// <summary>Writes a small file, in one step that others see.</summary>
    /// <remarks>
    /// Only its owner may read a new one; one that is there keeps its owner, group, mode and attributes.
    /// </remarks>
    /// <param name="path">Its path; links are followed. Its directory is made when it is missing.</param>
    /// <param name="text">What it holds, as UTF-8.</param>
    /// <exception cref="LocalFileException">It cannot be written.</exception>
    public static void Replace(string path, string text) => PrivateFile.Write(path, text);

    /// <summary>Reads a small file of ours by a name that others can guess.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <returns>null when it is not there.</returns>
    /// <exception cref="LocalFileException">
    /// It cannot be read, or is not to be believed: it belongs to another user than us and root, or others may write to
    /// it.
    /// </exception>
    public static string? ReadOwn(string path) => PrivateFile.Read(path);

    /// <summary>
    /// Reads a file that our user has named. A FIFO is not waited for, but refused; a pipe that is open already, as
    /// that of the shell's <c>&lt;(command)</c>, is read.
    /// </summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <exception cref="LocalFileException">It cannot be read, or is not a regular file.</exception>
    public static string ReadGiven(string path) => GivenFile.ReadText(path);

    /// <summary>Adds to a small file of ours by a name that others can guess; it is for us alone (0600).</summary>
    /// <param name="path">Its path; links are followed. Its directory is made when it is missing.</param>
    /// <param name="text">What is added, as UTF-8.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be written, or is not ours alone: it belongs to another user, has another name, or others may write to
    /// it.
    /// </exception>
    public static void AppendOwn(string path, string text) => PrivateFile.Append(path, text);

    private static void Check(Errno error, string path)
    {
        if (error == Errno.None)
            return;

        string reason = Marshal.GetPInvokeErrorMessage((int)error);
        throw new LocalFileException($"{PrintableText.Escape(path)} cannot be read: {reason}", (int)error);
    }
}
