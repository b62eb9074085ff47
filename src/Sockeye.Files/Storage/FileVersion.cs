using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>One state of a file's content: while it is equal, so is the content.</summary>
/// <remarks>
/// <para>The times are whole nanoseconds. The modification time alone would not do: anybody may set it back
/// (<c>touch -r</c>, <c>cp -p</c>). The change time cannot be set, and every write moves it as well, when it
/// begins.</para>
/// <para>Two changes within one step of the file system's clock look alike: see <see cref="IsSettled"/>. So do those
/// that a program makes through memory it maps, until the kernel writes the page (mmap(2)), and the course of one
/// write that takes longer.</para>
/// </remarks>
internal readonly record struct FileVersion(
    FileIdentity Identity,
    ulong Size,
    long ModifiedSeconds,
    uint ModifiedNanoseconds,
    long ChangedSeconds,
    uint ChangedNanoseconds)
{
    // The longest step of a clock that stamps files: FAT counts in 2 s, ext3 in 1 s, the others in a tick of the
    // kernel, 1 to 10 ms. A remote file system's clock may lag behind ours, but its steps are short.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);

    public static FileVersion Of(in Statx status) => new(
        status.Identity,
        status.Size,
        status.ModifiedSeconds,
        status.ModifiedNanoseconds,
        status.ChangedSeconds,
        status.ChangedNanoseconds);

    /// <summary>Whether a change from <paramref name="now"/> on gives another version for certain.</summary>
    /// <remarks>A file that was changed in the future, by a wrong clock, is not settled before then.</remarks>
    public bool IsSettled(DateTimeOffset now)
    {
        var changed = new Statx { ChangedSeconds = ChangedSeconds, ChangedNanoseconds = ChangedNanoseconds };
        return now - changed.Changed > LongestStep;
    }
}
