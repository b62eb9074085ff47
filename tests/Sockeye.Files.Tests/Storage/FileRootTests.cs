using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>Each behaviour twice: with openat2, and with the walk that stands in for it.</summary>
public sealed class FileRootTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public FileRootTests() => _path = TraversalCorpus.Plant(_directory);

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData(true), InlineData(false)]
    public void Regular_file_is_opened_with_its_length_and_time(bool mayUseOpenAt2)
    {
        using FileRoot root = Open(mayUseOpenAt2);
        var time = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(_path, "sub/inner.txt"), time);

        using ServedFile file = root.OpenRead(FileName.Parse("sub/inner.txt"));

        Assert.Equal("inner"u8, Read(file));
        Assert.Equal(new FileStatus(FileKind.File, 5, time), file.Status);
        Assert.Equal(file.Status, root.Stat(FileName.Parse("sub/inner.txt")));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Nothing_planted_is_opened_or_replaced(bool mayUseOpenAt2)
    {
        using FileRoot root = Open(mayUseOpenAt2);

        Assert.All(TraversalCorpus.PlantedNames, text =>
        {
            FileName name = FileName.Parse(text);
            Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => root.OpenRead(name).Dispose()));
            Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => root.CreateUpload(name)));
        });
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Harmless_names_stand_for_nothing(bool mayUseOpenAt2)
    {
        using FileRoot root = Open(mayUseOpenAt2);

        Assert.All(TraversalCorpus.HarmlessNames, text =>
            Assert.Equal(FileRefusal.NotFound, RefusalOf(() => root.OpenRead(FileName.Parse(text)).Dispose())));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void File_is_not_a_directory(bool mayUseOpenAt2)
    {
        using FileRoot root = Open(mayUseOpenAt2);

        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => root.OpenRead(FileName.Parse("notes.txt/x")).Dispose()));
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => root.List(FileName.Parse("notes.txt"), false, default)));
    }

    [Fact]
    public void Walk_stands_in_where_the_kernel_lacks_openat2()
    {
        using FileRoot root = Open(mayUseOpenAt2: false);

        Assert.False(root.UsesOpenAt2);
    }

    [Fact]
    public void Devices_are_not_opened()
    {
        using var devices = new FileRoot("/dev");

        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => devices.OpenRead(FileName.Parse("zero")).Dispose()));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => devices.OpenRead(FileName.Parse("tty")).Dispose()));
    }

    [Fact]
    public void Root_that_is_missing_or_a_file_is_refused()
    {
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => new FileRoot(_directory.At("nowhere")).Dispose()));
        Assert.Equal(
            FileRefusal.NotFound, RefusalOf(() => new FileRoot(_directory.At(TraversalCorpus.SecretFile)).Dispose()));
    }

    [Theory]
    [InlineData(0, null, 5), InlineData(5, null, 0), InlineData(5, 0L, 0), InlineData(2, 3L, 3)]
    public void Part_within_the_file_has_its_length(long offset, long? length, long expected)
    {
        using FileRoot root = Open(mayUseOpenAt2: true);
        using ServedFile file = root.OpenRead(FileName.Parse("notes.txt"));

        Assert.Equal(expected, file.PartLength(offset, length));
    }

    [Theory]
    [InlineData(6, null), InlineData(0, 6L), InlineData(5, 1L), InlineData(-1, null), InlineData(0, -1L), InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue), InlineData(long.MaxValue, null), InlineData(long.MinValue, 1L)]
    public void Part_beyond_the_file_is_refused(long offset, long? length)
    {
        using FileRoot root = Open(mayUseOpenAt2: true);
        using ServedFile file = root.OpenRead(FileName.Parse("notes.txt"));

        Assert.Equal(FileRefusal.BadRange, RefusalOf(() => file.PartLength(offset, length)));
    }

    private static byte[] Read(ServedFile file)
    {
        byte[] bytes = new byte[file.Length];
        RandomAccess.Read(file.Handle, bytes, 0);
        return bytes;
    }

    private static FileRefusal RefusalOf(Action action) => Assert.Throws<FileRefusedException>(action).Refusal;

    private FileRoot Open(bool mayUseOpenAt2) => new(_path, options: null, mayUseOpenAt2);
}
