using System.Collections;
using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols.Text;

namespace Sockeye.Storage;

/// <summary>
/// What is in a directory, and below it if that was asked for: read while it is enumerated, which is once. Dispose it.
/// </summary>
/// <remarks>
/// <para>By name, in ordinal order; of a directory with more entries than are held at once, each part for itself.
/// Links are told and not followed. Uploads under way are left out: they are not there yet.</para>
/// <para>Whatever else is missing is in <see cref="Gaps"/> when the enumeration has ended. Each directory is found from
/// the root again, so one that is swapped meanwhile cannot lead out.</para>
/// </remarks>
public sealed class FileListing : IEnumerable<FileEntry>, IDisposable
{
    private readonly Stack<ListedDirectory> _open = new();
    private readonly FileRoot _root;
    private readonly ListingTerms _terms;

    internal FileListing(FileRoot root, FileName? directory, ListingTerms terms)
    {
        (_root, _terms) = (root, terms);
        _open.Push(new ListedDirectory(directory, root.OpenDirectory(directory), terms));
    }

    /// <summary>What is missing.</summary>
    public ListingGaps Gaps { get; } = [];

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public IEnumerator<FileEntry> GetEnumerator()
    {
        while (_open.TryPeek(out ListedDirectory? deepest))
        {
            if (!deepest.TryTake(out FileEntry? entry, out bool isBelow, Gaps))
                _open.Pop().Dispose();
            else if (isBelow)
                Enter(entry.Name);
            else
                yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All of it, held.</summary>
    /// <exception cref="FileRefusedException">
    /// It is more than <see cref="FileRootOptions.MaxListedEntries"/>.
    /// </exception>
    public IReadOnlyList<FileEntry> ReadAll()
    {
        FileEntry[] all = [.. this.Take(_terms.MaxHeld + 1)];
        return all.Length <= _terms.MaxHeld
            ? all
            : throw new FileRefusedException(FileRefusal.TooLarge, $"more than {_terms.MaxHeld} entries");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_open.TryPop(out ListedDirectory? directory))
            directory.Dispose();
    }

    private void Enter(FileName directory)
    {
        try
        {
            SafeFileHandle handle = _root.OpenDirectory(directory);
            _open.Push(new ListedDirectory(directory, handle, _terms));
        }
        catch (FileRefusedException gone) when (gone.Refusal == FileRefusal.NotFound && !IsThere(directory))
        {
            // Removed since its parent was read: then nothing of it is missing.
        }
        catch (Exception failed) when (failed is FileRefusedException or IOException)
        {
            Gaps.Add(new ListingGap(
                PrintableText.Escape(directory.Text), Count: null, ListingGapReason.Unreadable, failed.Message));
        }
    }

    // Then it is another thing now than when its parent was read.
    private bool IsThere(FileName name)
    {
        try
        {
            return _root.Exists(name);
        }
        catch (FileRefusedException)
        {
            return false; // its parent is gone as well
        }
    }
}
