using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>What of a directory is shown, and in which order.</summary>
/// <param name="Directory">Which; null is the root.</param>
/// <param name="Order">By what it is sorted.</param>
/// <param name="IsDescending">Whether the largest or latest comes first.</param>
/// <param name="Wanted">What a name must contain; empty for anything.</param>
/// <param name="MayWrite">Whether this visitor may add files.</param>
internal sealed record FolderView(
    FileName? Directory, FolderOrder Order, bool IsDescending, string Wanted, bool MayWrite)
{
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
            directory, order, isDescending, filter, request.Visit.Visitor.May(Rights.Write, directory));
    }

    /// <summary>Those with a name that is wanted; and the nulls between (<see cref="FileListing.InSteps"/>).</summary>
    public IEnumerable<FileEntry?> Filter(IEnumerable<FileEntry?> entries) =>
        entries.Where(entry => entry is null || IsWanted(entry));

    /// <summary>The name of an entry below the directory.</summary>
    public string NameOf(FileEntry entry) =>
        Directory is null ? entry.Name.Text : entry.Name.Text[(Directory.Text.Length + 1)..];

    /// <summary>
    /// Those that are wanted, in the order that is wanted. Stable, so that equals stay in the order of their names.
    /// </summary>
    public IEnumerable<FileEntry> Sort(IEnumerable<FileEntry> entries)
    {
        IOrderedEnumerable<FileEntry> sorted =
            entries.Where(IsWanted).OrderByDescending(entry => entry.Status.IsDirectory);
        return (Order, IsDescending) switch
        {
            (FolderOrder.Size, false) => sorted.ThenBy(entry => entry.Status.Length),
            (FolderOrder.Size, true) => sorted.ThenByDescending(entry => entry.Status.Length),
            (FolderOrder.Modified, false) => sorted.ThenBy(entry => entry.Status.Modified),
            (FolderOrder.Modified, true) => sorted.ThenByDescending(entry => entry.Status.Modified),
            (_, true) => sorted.ThenByDescending(entry => entry.Name.Text, StringComparer.OrdinalIgnoreCase),
            _ => sorted.ThenBy(entry => entry.Name.Text, StringComparer.OrdinalIgnoreCase),
        };
    }

    private bool IsWanted(FileEntry entry) =>
        Wanted.Length == 0 || entry.Name.LastSegment.Contains(Wanted, StringComparison.OrdinalIgnoreCase);
}
