using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Testing;

namespace Sockeye.Tests.LocalFiles;

/// <summary>Whatever fails of a file of ours has the type, and the system's number.</summary>
public sealed class FileBytesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public static TheoryData<string, Action<SafeFileHandle>, int> Failing => new()
    {
        { "full", file => FileBytes.Write(file, "x"u8, 0), 28 }, // ENOSPC
        { "written", file => FileBytes.Write(file, "x"u8, long.MaxValue - 1), 27 }, // EFBIG
        { "written", file => FileBytes.Read(file, new byte[1], 0), 9 }, // EBADF
        { "written", file => FileBytes.ReadAll(file), 9 },
        { "read", file => FileBytes.Write(file, "x"u8, 0), 9 },
        { "read", file => FileBytes.SetLength(file, 1), 22 }, // EINVAL
        { "directory", file => FileBytes.Read(file, new byte[1], 0), 21 }, // EISDIR
        { "named", file => FileBytes.SetModified(file, DateTimeOffset.UnixEpoch), 9 },
    };

    [Theory, MemberData(nameof(Failing))]
    public void What_fails_is_a_failure_of_a_local_file(string what, Action<SafeFileHandle> act, int error)
    {
        using SafeFileHandle file = Open(what);

        Assert.Equal(error, Assert.Throws<LocalFileException>(() => act(file)).Error);
    }

    [Fact]
    public void Bytes_are_where_they_were_put()
    {
        using SafeFileHandle file = File.OpenHandle(
            _folder.AddFile("file", "0123456789"u8), access: FileAccess.ReadWrite);

        FileBytes.Write(file, "ab"u8, 8);
        FileBytes.SetLength(file, 9);
        FileBytes.SetModified(file, DateTimeOffset.UnixEpoch);
        FileBytes.Flush(file);

        byte[] read = new byte[4];
        Assert.Equal(2, FileBytes.Read(file, read, 7));
        Assert.Equal("7a"u8, read.AsSpan(0, 2));
        Assert.Equal(9, FileBytes.Length(file));
        Assert.Equal("01234567a"u8, FileBytes.ReadAll(file));
        Assert.Equal("012"u8, FileBytes.ReadAll(file, atMost: 3));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
    }

    public void Dispose() => _folder.Dispose();

    private SafeFileHandle Open(string what)
    {
        string path = _folder.AddFile("file", "content"u8);
        switch (what)
        {
            case "full":
                return File.OpenHandle("/dev/full", access: FileAccess.ReadWrite);
            case "written":
                return File.OpenHandle(path, access: FileAccess.Write);
            case "read":
                return File.OpenHandle(path);
            case "directory":
                Assert.Equal(Errno.None, FileCalls.OpenDirectory(_folder.Path, OpenFlags.ReadOnly, out var directory));
                return directory;
            default:
                Assert.Equal(Errno.None, FileCalls.OpenPathOnly(path, out SafeFileHandle named));
                return named;
        }
    }
}
