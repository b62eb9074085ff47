using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>Visits what is in a directory, and below it if asked. Links are never followed.</summary>
/// <remarks>
/// The walk holds one directory at a time and finds each from the root again, so a directory swapped meanwhile cannot
/// lead out. One that vanishes or may not be read is passed over, except the first.
/// </remarks>
/// <param name="root">Where to begin.</param>
/// <param name="isRecursive">Whether to go into directories.</param>
/// <param name="maxEntries">How many entries to look at, at most.</param>
internal sealed class DirectoryWalk(FileRoot root, bool isRecursive, int maxEntries)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0, // hidden files are files
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    private readonly Queue<FileName> _waiting = [];
    private int _entries;

    /// <summary>
    /// Is called for each entry: the directory held open, its name, the entry, and what the entry is.
    /// </summary>
    public delegate void Visit(SafeFileHandle directory, FileName? name, string entry, in Statx status);

    /// <exception cref="FileRefusedException">
    /// The first directory cannot be read, or there are too many entries.
    /// </exception>
    public void Run(FileName? first, Visit visit, CancellationToken cancel)
    {
        VisitDirectory(first, visit, cancel);
        while (_waiting.TryDequeue(out FileName? next))
        {
            try
            {
                VisitDirectory(next, visit, cancel);
            }
            catch (FileRefusedException refused)
                when (refused.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
            {
                // Removed, swapped or locked since its parent was read.
            }
        }
    }

    private void VisitDirectory(FileName? name, Visit visit, CancellationToken cancel)
    {
        using SafeFileHandle directory = root.OpenDirectory(name);
        using var path = new HandlePath(directory);
        foreach (string entry in Entries(path, name))
        {
            cancel.ThrowIfCancellationRequested();
            if (++_entries > maxEntries)
                throw new FileRefusedException(FileRefusal.TooLarge, $"more than {maxEntries} entries");
            if (FileCalls.StatusAt(directory, entry, out Statx status) != Errno.None)
                continue; // gone again, or its name is not Unicode

            visit(directory, name, entry, status);
            if (isRecursive && status.IsDirectory && FileName.TryCombine(name, entry, out FileName? below))
                _waiting.Enqueue(below);
        }
    }

    private static IEnumerable<string> Entries(HandlePath directory, FileName? name)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(directory.Text, "*", Everything).Select(Path.GetFileName)!;
        }
        catch (UnauthorizedAccessException)
        {
            throw FileFailure.From(Errno.AccessDenied, "list", name);
        }
        catch (DirectoryNotFoundException)
        {
            throw FileFailure.From(Errno.NotFound, "list", name);
        }
    }
}
