using System.Collections;
using Sockeye.Fairness;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>
/// What is in a directory, and below it if that was asked for: read while it is enumerated, which is once. Dispose it.
/// </summary>
/// <remarks>
/// <para>By name, in ordinal order; of a directory with more entries than are held at once, each part for itself.
/// Links are told and not followed. Uploads under way are left out: they are not there yet; and so are hidden
/// names, if the root hides them.</para>
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
        _open.Push(new ListedDirectory(directory, root.OpenNames(directory), terms));
    }

    /// <summary>What is missing.</summary>
    public ListingGaps Gaps { get; } = [];

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public IEnumerator<FileEntry> GetEnumerator() => InSteps().OfType<FileEntry>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// The same, with a null after each step of reading, a millisecond or less: there whoever enumerates may let others
    /// have a turn.
    /// </summary>
    public IEnumerable<FileEntry?> InSteps()
    {
        while (_open.TryPeek(out ListedDirectory? deepest))
        {
            if (!deepest.IsReady)
            {
                deepest.Read(Gaps);
                yield return null;
            }
            else if (!deepest.TryTake(out FileEntry? entry, out bool isBelow))
            {
                _open.Pop().Dispose();
            }
            else if (isBelow)
            {
                Enter(entry.Name);
            }
            else
            {
                yield return entry;
            }
        }
    }

    /// <summary>All of one directory, held until this is disposed.</summary>
    /// <param name="place">By whose turns.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">
    /// It is more than <see cref="FileRootOptions.MaxListedEntries"/>, or there is no memory for it now.
    /// </exception>
    public async ValueTask<IReadOnlyList<FileEntry>> ReadAllAsync(WorkPlace place, CancellationToken cancel)
    {
        ListedDirectory directory = _open.Peek();
        while (!directory.IsReady)
        {
            directory.Read(Gaps);
            await place.StepAsync(cancel);
        }

        if (!directory.IsRead || directory.Count > _terms.MaxHeld)
            throw directory.Count <= _terms.MaxHeld
                ? new FileRefusedException(FileRefusal.Busy, "too many listings are held")
                : new FileRefusedException(FileRefusal.TooLarge, $"more than {_terms.MaxHeld} entries");

        return directory.All;
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
            IDirectoryNames names = _root.OpenNames(directory);
            _open.Push(new ListedDirectory(directory, names, _terms));
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
