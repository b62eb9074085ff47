using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>What of a directory is shown, and in which order.</summary>
/// <param name="Directory">Which; null is the root.</param>
/// <param name="Order">By what it is sorted.</param>
/// <param name="IsDescending">Whether the largest or latest comes first.</param>
/// <param name="Wanted">What a name must contain; empty for anything.</param>
/// <param name="Rights">What this visitor may do.</param>
/// <param name="RootTitle">What the root is called.</param>
/// <param name="IsFixed">Whether what is in the directory stays as it is, whoever it is.</param>
internal sealed record FolderView(
    FileName? Directory, FolderOrder Order, bool IsDescending, string Wanted, PathRights Rights, string RootTitle,
    bool IsFixed)
{
    /// <summary>Whether this visitor may add files and directories.</summary>
    public bool MayWrite => !IsFixed && Rights.For(Directory).HasFlag(Access.Rights.Write);

    /// <summary>Whether this visitor may remove files; of some there may be other rules.</summary>
    public bool MayDelete => !IsFixed && Rights.For(Directory).HasFlag(Access.Rights.Delete);

    /// <summary>Whether what this visitor adds may replace a file.</summary>
    public bool MayReplace => MayWrite && MayDelete;

    /// <summary>The name of the directory, or what the root is called.</summary>
    public string Title => Directory?.LastSegment ?? RootTitle;

    public static FolderView Of(FolderRequest request, FileName? directory)
    {
        string filter = request.Request.Query["filter"].ToString();
        FolderOrder order = request.Request.Query["sort"].ToString() switch
        {
            "size" => FolderOrder.Size,
            "modified" => FolderOrder.Modified,
            _ => FolderOrder.Name,
        };
        bool isDescending = request.Request.Query["order"] == "desc";
        return new FolderView(
            directory, order, isDescending, filter, request.Visit.Visitor.Rights, request.Use.Title,
            request.Visit.IsFixed(directory));
    }

    /// <summary>Those with a name that is wanted; and the nulls between (<see cref="FileListing.InSteps"/>).</summary>
    public IEnumerable<FileEntry?> Filter(IEnumerable<FileEntry?> entries) =>
        entries.Where(entry => entry is null || IsWanted(entry));

    /// <summary>The name of an entry below the directory.</summary>
    public string NameOf(FileEntry entry) =>
        Directory is null ? entry.Name.Text : entry.Name.Text[(Directory.Text.Length + 1)..];

    /// <summary>
    /// Those that are wanted, in the order that is wanted, directories first. Equals stay in the order of their names.
    /// </summary>
    public IReadOnlyList<RankedEntry> Sort(IEnumerable<FileEntry> entries)
    {
        RankedEntry[] byName =
        [
            .. entries.Where(IsWanted)
                .OrderByDescending(entry => entry.Status.IsDirectory)
                .ThenBy(entry => entry.Name.Text, NaturalOrder.Instance)
                .Select((entry, rank) => new RankedEntry(entry, rank)),
        ];
        if (this is { Order: FolderOrder.Name, IsDescending: false })
            return byName;

        IOrderedEnumerable<RankedEntry> sorted = byName.OrderByDescending(row => row.Entry.Status.IsDirectory);
        return
        [
            .. (Order, IsDescending) switch
            {
                (FolderOrder.Size, false) => sorted.ThenBy(row => row.Entry.Status.Length),
                (FolderOrder.Size, true) => sorted.ThenByDescending(row => row.Entry.Status.Length),
                (FolderOrder.Modified, false) => sorted.ThenBy(row => row.Entry.Status.Modified),
                (FolderOrder.Modified, true) => sorted.ThenByDescending(row => row.Entry.Status.Modified),
                _ => sorted.ThenByDescending(row => row.Rank),
            },
        ];
    }

    /// <summary>Whether the visitor may remove an entry.</summary>
    public bool MayDeleteEntry(FileEntry entry) =>
        !IsFixed && Rights.For(entry.Name).HasFlag(Access.Rights.Delete);

    /// <summary>
    /// Whether the visitor may give an entry another name. Of some names he may not: then the server refuses it.
    /// </summary>
    public bool MayRenameEntry(FileEntry entry) =>
        MayWrite && Rights.For(entry.Name).HasFlag(Access.Rights.Delete | Access.Rights.Read)
        && !Rights.DifferBelow(entry.Name);

    private bool IsWanted(FileEntry entry) =>
        Wanted.Length == 0 || entry.Name.LastSegment.Contains(Wanted, StringComparison.OrdinalIgnoreCase);
}
