namespace Sockeye.Bench;

/// <summary>Where everything of one run lies: on tmpfs, so that no disk is measured. Removed at the end.</summary>
internal sealed class WorkDirectory : IDisposable
{
    /// <summary>The name of <see cref="Uploads"/> in the served directory.</summary>
    public const string UploadsName = "uploads";

    private const string Tmpfs = "/dev/shm";
    private const long NeededBytes = 3 * SourceFiles.GiB; // all sources, and the largest of them fetched
    private int _names;

    public WorkDirectory()
    {
        string parent = HasRoom(Tmpfs) ? Tmpfs : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, $"sockeye-bench-{Environment.ProcessId}");
        Root = System.IO.Path.Combine(Path, "root");

        // atftpd serves as the user nobody, whom the default rights of a temporary directory would keep out.
        const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(Path, ReadableByAll);
        Directory.CreateDirectory(Root, ReadableByAll);
        Directory.CreateDirectory(Uploads);
        File.SetUnixFileMode(Uploads, ReadableByAll | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
    }

    public string Path { get; }

    /// <summary>The directory that all servers of files serve.</summary>
    public string Root { get; }

    /// <summary>The directory below it that everybody may write to: vsftpd serves as another user.</summary>
    public string Uploads => System.IO.Path.Combine(Root, UploadsName);

    public string NewPath(string name) => System.IO.Path.Combine(Path, $"{Interlocked.Increment(ref _names)}-{name}");

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // In a container it may be there and hold 64 MiB.
    private static bool HasRoom(string directory) =>
        Directory.Exists(directory) && new DriveInfo(directory).AvailableFreeSpace >= NeededBytes;
}
