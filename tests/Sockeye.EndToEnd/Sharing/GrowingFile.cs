namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// Watches a directory for a file that is being written there, under whatever temporary name, and acts at a length.
/// </summary>
internal sealed class GrowingFile : IDisposable
{
    private readonly string _directory;
    private readonly string _pattern;
    private readonly long _length;
    private readonly Action _act;
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="directory">Where.</param>
    /// <param name="pattern">Which files, as <c>*.part</c>.</param>
    /// <param name="length">From how many bytes on; 0: as soon as it is there.</param>
    /// <param name="act">What to do then, once, without any delay.</param>
    public GrowingFile(string directory, string pattern, long length, Action act)
    {
        (_directory, _pattern, _length, _act) = (directory, pattern, length, act);
        _watcher = new FileSystemWatcher(directory, pattern)
        {
            NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName | NotifyFilters.LastWrite,
        };
        _watcher.Created += (_, _) => Look();
        _watcher.Changed += (_, _) => Look();
        _watcher.Error += (_, _) => Look();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>It has that length, and it was acted.</summary>
    public Task Reached => _reached.Task;

    /// <summary>The length of the file now; 0 when there is none.</summary>
    public static long LengthNow(string directory, string pattern) =>
        new DirectoryInfo(directory).EnumerateFiles(pattern, Hidden).Sum(file => file.Exists ? file.Length : 0);

    public void Dispose() => _watcher.Dispose();

    private static EnumerationOptions Hidden { get; } = new() { AttributesToSkip = 0 };

    private void Look()
    {
        if (_reached.Task.IsCompleted)
            return; // the directory may be elsewhere by now

        bool isThere = new DirectoryInfo(_directory).EnumerateFiles(_pattern, Hidden)
            .Any(file => file.Exists && file.Length >= _length);
        if (!isThere)
            return;

        _act();
        _reached.TrySetResult();
    }
}
