using System.Runtime.Versioning;
using Sockeye.Files.Storage;
using Sockeye.Native;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FileContentsTests : IDisposable
{
    private static readonly FileName Name = FileName.Parse("file");

    private readonly ManualClock _clock = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public FileContentsTests()
    {
        _directory.AddFile("file", "content"u8);
        _root = new FileRoot(_directory.Path, time: _clock);
        SetClock(afterChange: TimeSpan.FromDays(1));
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Content_is_kept_for_a_second_and_not_longer()
    {
        Assert.Equal("content"u8, Read());
        Assert.True(IsKept());

        _clock.Advance(FileContents.KeptFor - TimeSpan.FromTicks(1));
        Assert.True(IsKept());

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(IsKept());
        Assert.Equal("content"u8, Read());
        Assert.True(IsKept());
    }

    [Fact]
    public void Change_that_keeps_length_and_time_is_seen_at_once()
    {
        DateTime modified = File.GetLastWriteTimeUtc(_directory.At("file"));
        Read();

        FileClock.PassStep(_directory);
        File.WriteAllText(_directory.At("file"), "CONTENT");
        File.SetLastWriteTimeUtc(_directory.At("file"), modified);

        Assert.Equal("CONTENT"u8, Read());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Rights_that_are_taken_away_count_at_once()
    {
        Read();
        FileClock.PassStep(_directory);
        File.SetUnixFileMode(_directory.At("file"), UnixFileMode.None);

        Assert.False(IsKept()); // so it is opened, which asks for the rights
    }

    [Fact]
    public void File_that_just_changed_is_not_kept()
    {
        SetClock(afterChange: TimeSpan.Zero);

        Assert.Equal("content"u8, Read());

        Assert.False(IsKept());
    }

    [Theory]
    [InlineData(FileContents.MaxBytes, true)]
    [InlineData(FileContents.MaxBytes + 1, false)]
    public void Short_files_only_are_read_at_once(int length, bool isShort)
    {
        _directory.AddFile("other", new byte[length]);
        using ServedFile file = _root.OpenRead(FileName.Parse("other"));

        Assert.Equal(isShort, file.ReadIfShort() is { } content && content.Length == length);
    }

    [Fact]
    public void File_whose_content_is_at_hand_can_be_read_by_its_handle_too()
    {
        Read();
        using ServedFile file = _root.OpenRead(Name);
        File.Move(_directory.At("file"), _directory.At("elsewhere")); // it stays this one

        byte[] bytes = new byte[7];
        Assert.Equal(7, RandomAccess.Read(file.Handle, bytes, fileOffset: 0));
        Assert.Equal("content"u8, bytes);
    }

    [Fact]
    public void File_that_became_shorter_is_told()
    {
        using ServedFile file = _root.OpenRead(Name);
        File.WriteAllText(_directory.At("file"), "");

        Assert.Throws<EndOfStreamException>(() => file.ReadIfShort());
    }

    private byte[] Read()
    {
        using ServedFile file = _root.OpenRead(Name);
        return file.ReadIfShort()!.Value.ToArray();
    }

    private bool IsKept() => _root.Contents.Find(FileVersion.Of(Status())) is not null;

    private void SetClock(TimeSpan afterChange) =>
        _clock.StepCalendar(Status().Changed + afterChange - _clock.GetUtcNow());

    private Statx Status()
    {
        Assert.Equal(Errno.None, FileCalls.StatusOf(_directory.At("file"), out Statx status));
        return status;
    }
}
