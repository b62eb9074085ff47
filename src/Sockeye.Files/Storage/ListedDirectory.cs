using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>A directory that is being listed: so many of its entries as are held at once, sorted.</summary>
/// <remarks>
/// A directory stands twice among them when what is below it is wanted: by its name, and by its name with a slash.
/// Sorted so, a whole tree comes in the ordinal order of its names, with only one directory of each depth held.
/// </remarks>
/// <param name="name">Its name; null is the root.</param>
/// <param name="names">What is in it. Belongs to this object.</param>
/// <param name="terms">What is wanted of it.</param>
internal sealed class ListedDirectory(FileName? name, IDirectoryNames names, ListingTerms terms) : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Our choices. So many are looked at in a step, a millisecond or less; so many are held whatever memory is left.
    private const int EntriesPerStep = 256;
    private const int LeastHeld = 16;

    // Of an entry: its objects and their headers, measured; its name comes besides, two bytes a character.
    private const int EntryBytes = 160;

    private readonly List<Item> _held = [];
    private long _heldBytes;
    private int _next;
    private bool _isSorted;

    // Whether there are names that were not read yet.
    private bool _hasMore = true;

    /// <summary>Whether all of it was read; what is held may be left to be taken.</summary>
    public bool IsRead => !_hasMore;

    /// <summary>Whether the next entry can be taken; otherwise <see cref="Read"/> on.</summary>
    public bool IsReady => _isSorted && (_next < _held.Count || IsRead);

    /// <summary>How many entries are held.</summary>
    public int Count => _held.Count;

    /// <summary>All that is held.</summary>
    public IReadOnlyList<FileEntry> All => _held.ConvertAll(static item => item.Entry);

    /// <summary>Reads on, for a step.</summary>
    /// <param name="gaps">Is told what is missing.</param>
    public void Read(ListingGaps gaps)
    {
        if (_isSorted)
            Forget();

        for (int looked = 0; looked < EntriesPerStep && _hasMore && HasRoom; looked++)
        {
            terms.Cancel.ThrowIfCancellationRequested();
            if (names.TryMoveNext(out Errno error))
                Look(names.Current, gaps);
            else
                End(error, gaps);
        }

        if (!_hasMore || !HasRoom)
            Sort();
    }

    /// <summary>Takes the next entry, and whether it stands for all that is below it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isBelow">Whether to go on with what is in it.</param>
    /// <returns>false when there is none.</returns>
    public bool TryTake([NotNullWhen(true)] out FileEntry? entry, out bool isBelow)
    {
        (entry, isBelow) = (null, false);
        if (_next == _held.Count)
            return false;

        (entry, isBelow) = (_held[_next].Entry, _held[_next].IsBelow);
        _next++;
        return true;
    }

    public void Dispose()
    {
        names.Dispose();
        Forget();
    }

    private bool HasRoom { get; set; } = true;

    private void Forget()
    {
        terms.Memory.Return(terms.Peer, _heldBytes);
        (_next, _heldBytes, _isSorted, HasRoom) = (0, 0, false, true);
        _held.Clear();
    }

    private void Sort()
    {
        _held.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        _isSorted = true;
    }

    private void Look(ReadOnlySpan<byte> bytes, ListingGaps gaps)
    {
        if (TextOf(bytes) is not { } segment)
        {
            Miss(bytes, ListingGapReason.Unnameable, "it is not UTF-8", gaps);
            return;
        }

        if (TemporaryName.Is(segment))
            return;

        if (terms.HidesDotNames && !names.AreNamed && segment[0] == '.')
        {
            gaps.CountHidden(terms.IsSeen(name, false));
            return;
        }

        Errno error = names.StatusOf(segment, out Statx found);
        if (error == Errno.NotFound)
            return; // the entry is gone since its name was read
        if (error != Errno.None)
            Miss(bytes, ListingGapReason.Unreadable, Marshal.GetPInvokeErrorMessage((int)error), gaps);
        else if (FileName.TryCombine(name, segment, out FileName? path))
            Add(new FileEntry(path, FileStatus.From(found)));
        else
            Miss(bytes, ListingGapReason.Unnameable, FileName.FlawOf(segment) ?? "its path is too long", gaps);
    }

    // Whether there is anything that cannot be told, is told to those only who would see a file here.
    private void Miss(ReadOnlySpan<byte> bytes, ListingGapReason reason, string details, ListingGaps gaps)
    {
        if (!terms.IsSeen(name, false))
            return;

        string directory = name is null ? "" : PrintableText.Escape(name.Text) + "/";
        gaps.Add(new ListingGap(directory + PrintableText.Escape(bytes), 1, reason, details));
    }

    private void Add(FileEntry entry)
    {
        if (terms.IsSeen(entry.Name, entry.Status.IsDirectory))
            Hold(new Item(entry.Name.Text, entry, IsBelow: false));
        if (terms.IsRecursive && entry.Status.IsDirectory && terms.IsSeen(entry.Name, true))
            Hold(new Item(entry.Name.Text + "/", entry, IsBelow: true));
    }

    private void Hold(in Item item)
    {
        _held.Add(item);
        int bytes = EntryBytes + (sizeof(char) * item.Key.Length);
        if (terms.Memory.TryTake(terms.Peer, bytes))
            _heldBytes += bytes;
        else
            HasRoom = _held.Count < LeastHeld;
        HasRoom &= _held.Count <= terms.MaxHeld; // one more tells that it is too many
    }

    private void End(Errno error, ListingGaps gaps)
    {
        _hasMore = false;
        names.Dispose();
        if (error != Errno.None)
            gaps.Add(new ListingGap(
                PrintableText.Escape(name?.Text ?? ""), null, ListingGapReason.Unreadable,
                Marshal.GetPInvokeErrorMessage((int)error)));
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private readonly record struct Item(string Key, FileEntry Entry, bool IsBelow);
}
