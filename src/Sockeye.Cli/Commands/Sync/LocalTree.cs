using Sockeye.Storage;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>A directory of ours, with all below it.</summary>
/// <param name="root">Its path.</param>
internal sealed class LocalTree(string root)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0, // hidden files are files
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>The path of an entry.</summary>
    public string At(string path) => Path.Combine(root, path);

    /// <summary>All entries; links are told as what they are, and not followed.</summary>
    /// <param name="mayBeMissing">Whether a directory that is not there is an empty one.</param>
    /// <param name="onUnnameable">Is told the path of what no server can have under that name; it is left out.</param>
    /// <exception cref="UsageException">There is no such directory.</exception>
    public IReadOnlyList<SyncEntry> List(bool mayBeMissing, Action<string> onUnnameable)
    {
        if (!Directory.Exists(root))
            return mayBeMissing ? [] : throw new UsageException($"there is no directory {root}");

        var entries = new List<SyncEntry>();
        var waiting = new Queue<DirectoryInfo>([new DirectoryInfo(root)]);
        while (waiting.TryDequeue(out DirectoryInfo? directory))
        {
            foreach (FileSystemInfo info in directory.EnumerateFileSystemInfos("*", Everything))
            {
                string path = Path.GetRelativePath(root, info.FullName);
                if (!FileName.TryParse(path, out _))
                {
                    onUnnameable(path);
                    continue;
                }

                SyncKind kind = KindOf(info);
                entries.Add(new SyncEntry(
                    path, kind, kind == SyncKind.File ? ((FileInfo)info).Length : null, info.LastWriteTimeUtc));
                if (kind == SyncKind.Directory)
                    waiting.Enqueue((DirectoryInfo)info);
            }
        }

        return entries;
    }

    private static SyncKind KindOf(FileSystemInfo info)
    {
        if (info.LinkTarget is not null)
            return SyncKind.Other;
        if (info is DirectoryInfo)
            return SyncKind.Directory;

        const FileAttributes Special = FileAttributes.Device;
        return (info.Attributes & Special) == 0 && info is FileInfo ? SyncKind.File : SyncKind.Other;
    }
}
