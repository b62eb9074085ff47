namespace Sockeye.Files.Storage;

/// <summary>
/// The uploads below a root that were cut and can go on: how many there are, and which give way when there are too
/// many. Safe from any thread.
/// </summary>
/// <remarks>
/// Of one owner the oldest gives way. In all, the oldest of who has the most: who floods the folder takes his own
/// place, and nobody else's while he has more. Those under way do not count: each has a connection, and those are
/// limited.
/// </remarks>
/// <param name="limits">How many, and how much.</param>
internal sealed class KeptUploads(FileRootOptions limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeptUpload> _kept = [];
    private readonly HashSet<string> _underWay = [];

    /// <summary>All of them.</summary>
    public KeptUpload[] All
    {
        get
        {
            lock (_lock)
                return [.. _kept.Values];
        }
    }

    /// <summary>An upload goes on, or begins: it does not count until it is cut.</summary>
    public void Begin(FileName? directory, string entry)
    {
        string path = KeptUpload.PathOf(directory, entry);
        lock (_lock)
        {
            _kept.Remove(path);
            _underWay.Add(path);
        }
    }

    /// <summary>An upload under way has ended, whatever became of it.</summary>
    public void End(FileName? directory, string entry)
    {
        lock (_lock)
            _underWay.Remove(KeptUpload.PathOf(directory, entry));
    }

    /// <summary>Counts one that was cut, unless it goes on already.</summary>
    /// <returns>Those that give way: they do not count any more, and are to be removed.</returns>
    public IReadOnlyList<KeptUpload> Add(KeptUpload cut)
    {
        var giveWay = new List<KeptUpload>();
        lock (_lock)
        {
            if (_underWay.Contains(cut.Path))
                return giveWay;

            _kept[cut.Path] = cut;
            while (OneTooMany(cut.Owner) is { } oldest)
            {
                _kept.Remove(oldest.Path);
                giveWay.Add(oldest);
            }
        }

        return giveWay;
    }

    /// <summary>One is gone.</summary>
    public void Remove(FileName? directory, string entry)
    {
        lock (_lock)
            _kept.Remove(KeptUpload.PathOf(directory, entry));
    }

    /// <summary>A directory has another name.</summary>
    public void Move(FileName from, FileName to)
    {
        lock (_lock)
        {
            foreach (KeptUpload kept in _kept.Values.Where(kept => IsIn(kept.Directory, from)).ToList())
            {
                _kept.Remove(kept.Path);
                string moved = to.Text + kept.Directory!.Text[from.Text.Length..];
                if (FileName.TryParse(moved, out FileName? directory)) // else nobody can name it, nor go on with it
                    _kept[KeptUpload.PathOf(directory, kept.Entry)] = kept with { Directory = directory };
            }
        }
    }

    private static bool IsIn(FileName? directory, FileName above) =>
        directory == above
        || directory?.Text.StartsWith(above.Text + "/", StringComparison.Ordinal) == true;

    private KeptUpload? OneTooMany(string owner)
    {
        KeptUpload[] own = [.. _kept.Values.Where(kept => kept.Owner == owner)];
        bool isTooMuch = own.Length > limits.MaxKeptUploadsEach
            || (own.Length > 1 && own.Sum(kept => kept.Bytes) > limits.MaxKeptBytesEach);
        if (isTooMuch)
            return own.MinBy(kept => kept.Changed);

        if (_kept.Count > limits.MaxKeptUploads)
            return OldestOfMost(group => group.Count());

        return _kept.Count > 1 && _kept.Values.Sum(kept => kept.Bytes) > limits.MaxKeptBytes
            ? OldestOfMost(group => group.Sum(kept => kept.Bytes))
            : null;
    }

    // Of several who have as much as each other, the oldest of all.
    private KeptUpload OldestOfMost(Func<IEnumerable<KeptUpload>, long> amountOf) => _kept.Values
        .GroupBy(kept => kept.Owner)
        .Select(group => (Amount: amountOf(group), Oldest: group.MinBy(kept => kept.Changed)!))
        .OrderByDescending(owner => owner.Amount).ThenBy(owner => owner.Oldest.Changed)
        .First().Oldest;
}

/// <summary>An upload that was cut, and can go on.</summary>
/// <param name="Directory">The directory it is in; null is the root.</param>
/// <param name="Entry">Its temporary name.</param>
/// <param name="Bytes">How much of it arrived.</param>
/// <param name="Changed">When the last of it did.</param>
internal sealed record KeptUpload(FileName? Directory, string Entry, long Bytes, DateTimeOffset Changed)
{
    /// <summary>What tells it from all others below the root.</summary>
    public string Path => PathOf(Directory, Entry);

    /// <summary>Whose it is.</summary>
    public string Owner { get; } = TemporaryName.OwnerOf(Entry);

    public static string PathOf(FileName? directory, string entry) => $"{directory?.Text}/{entry}";
}
