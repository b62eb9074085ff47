using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>
/// What is changed below a root other than by an upload: removing, making directories, moving, times.
/// </summary>
/// <remarks>
/// As with opening, nothing outside of the root is reached and no link is followed; a link itself is never removed nor
/// moved. Between finding a directory and changing what is in it, no other change gives it another name: rights go by
/// names. Each method throws <see cref="FileRefusedException"/> for what is not allowed, and
/// <see cref="LocalFileException"/> when the disk failed. Safe from any thread.
/// </remarks>
public sealed class FileChanges
{
    private const uint NewDirectoryMode = 0b111_101_101; // 0755, less the process's umask

    // Each means that an upload began between two calls of ours. Eight in a row means something else.
    private const int MaxAttempts = 8;

    private readonly FileRoot _root;

    internal FileChanges(FileRoot root) => _root = root;

    /// <summary>Removes a regular file.</summary>
    public void Delete(FileName name)
    {
        using IDisposable still = _root.Names.Hold();
        using SafeFileHandle directory = _root.OpenDirectory(name.Parent);
        if (!StatusOf(directory, name, "delete").IsRegular)
            throw NotAllowed(name, "is not a regular file");

        FileFailure.Check(FileCalls.Unlink(directory, name.LastSegment), "delete", name);
    }

    /// <summary>Makes a directory; the one it is in must exist.</summary>
    public void CreateDirectory(FileName name)
    {
        _root.RefuseReserved(name);
        using IDisposable still = _root.Names.Hold();
        using SafeFileHandle directory = _root.OpenDirectory(name.Parent);
        FileFailure.Check(
            FileCalls.CreateDirectory(directory, name.LastSegment, NewDirectoryMode), "create directory", name);
    }

    /// <summary>Removes an empty directory.</summary>
    /// <remarks>
    /// One that holds only uploads that were cut or are under way is empty to its users: those are removed with it, and
    /// what is under way is not published.
    /// </remarks>
    public void RemoveDirectory(FileName name)
    {
        using IDisposable still = _root.Names.Hold();
        using SafeFileHandle directory = _root.OpenDirectory(name.Parent);
        if (!StatusOf(directory, name, "remove").IsDirectory)
            throw NotAllowed(name, "is not a directory");

        Errno error = FileCalls.RemoveDirectory(directory, name.LastSegment);
        for (int attempt = 0; error == Errno.NotEmpty && attempt < MaxAttempts && TryRemoveUploads(name); attempt++)
            error = FileCalls.RemoveDirectory(directory, name.LastSegment);
        FileFailure.Check(error, "remove", name);
    }

    /// <summary>Gives a file or a directory another name, in one step that others see.</summary>
    /// <param name="from">What.</param>
    /// <param name="to">Its new name; the directory it is in must exist.</param>
    /// <param name="mayReplace">Whether a regular file of that name is replaced by a file.</param>
    public void Move(FileName from, FileName to, bool mayReplace)
    {
        _root.RefuseReserved(to);
        using IDisposable moving = _root.Names.Move();
        using SafeFileHandle source = _root.OpenDirectory(from.Parent);
        using SafeFileHandle target = _root.OpenDirectory(to.Parent);
        Statx moved = StatusOf(source, from, "move");
        if (!moved.IsRegular && !moved.IsDirectory)
            throw NotAllowed(from, "is neither a regular file nor a directory");

        Errno error = mayReplace && moved.IsRegular && IsRegular(target, to)
            ? FileCalls.RenameOver(source, from.LastSegment, target, to.LastSegment)
            : FileCalls.RenameNew(source, from.LastSegment, target, to.LastSegment);
        if (error == Errno.Invalid)
            throw NotAllowed(from, "cannot be moved into itself"); // rename(2)
        FileFailure.Check(error, "move", from);
        _root.Kept.Move(from, to);
    }

    /// <summary>Sets when the content of a regular file last changed.</summary>
    public void SetModified(FileName name, DateTimeOffset modified) => SetModified(name, modified, only: null);

    /// <summary>The same, if it is still that version of that file.</summary>
    /// <param name="name">Which file.</param>
    /// <param name="modified">The time.</param>
    /// <param name="only">What it must be; null: anything.</param>
    /// <returns>What it is now.</returns>
    internal FileVersion SetModified(FileName name, DateTimeOffset modified, FileVersion? only)
    {
        using ServedFile file = _root.OpenRead(name);
        if (only is { } known && known != file.Version)
            throw NotAllowed(name, "is another file by now");

        try
        {
            // Reading is enough for its owner, and nobody else may. By /proc/self/fd it would be the link's time.
            FileBytes.SetModified(file.Handle, modified);
        }
        catch (LocalFileException failure)
        {
            throw FileFailure.From(failure, "set the time of", name);
        }

        FileFailure.Check(FileCalls.Status(file.Handle, out Statx status), "stat", name);
        return FileVersion.Of(status);
    }

    /// <returns>false when it holds anything else, or uploads of another user: then nothing was removed.</returns>
    private bool TryRemoveUploads(FileName name)
    {
        using SafeFileHandle directory = _root.OpenDirectory(name);
        var uploads = new List<string>();
        var reader = new DirectoryReader(directory);
        while (reader.TryMoveNext(out _))
        {
            string entry = Encoding.UTF8.GetString(reader.Current);
            Errno error = FileCalls.StatusAt(directory, entry, out Statx status);
            if (!TemporaryName.Is(entry) || (error == Errno.None && !OwnFile.IsOwn(status)))
                return false;

            uploads.Add(entry);
        }

        foreach (string entry in uploads)
        {
            FileCalls.Unlink(directory, entry);
            _root.Kept.Remove(name, entry);
        }

        return true;
    }

    private static bool IsRegular(SafeFileHandle directory, FileName name) =>
        FileCalls.StatusAt(directory, name.LastSegment, out Statx status) == Errno.None && status.IsRegular;

    private Statx StatusOf(SafeFileHandle directory, FileName name, string operation)
    {
        if (_root.IsLeftOut(name.LastSegment))
            throw FileFailure.From(Errno.NotFound, operation, name);

        FileFailure.Check(FileCalls.StatusAt(directory, name.LastSegment, out Statx status), operation, name);
        return status;
    }

    private static FileRefusedException NotAllowed(FileName name, string what) =>
        new(FileRefusal.NotAllowed, $"{PrintableText.Escape(name.Text)} {what}");
}
