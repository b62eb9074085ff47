using System.Runtime.Versioning;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

[SupportedOSPlatform("linux")]
public sealed class FileChangesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _outside = new();
    private readonly FileRoot _root;

    public FileChangesTests()
    {
        _directory.AddFile("a.txt", "a"u8);
        _directory.AddDirectory("sub");
        _directory.AddFile("sub/b.txt", "b"u8);
        _outside.AddFile("victim", "v"u8);
        File.CreateSymbolicLink(_directory.At("link"), _outside.At("victim"));
        File.CreateSymbolicLink(_directory.At("way-out"), _outside.Path);
        _root = new FileRoot(_directory.Path);
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void File_is_removed()
    {
        _root.Changes.Delete(FileName.Parse("sub/b.txt"));

        Assert.False(File.Exists(_directory.At("sub/b.txt")));
    }

    [Fact]
    public void Directory_is_made_and_removed_when_it_is_empty()
    {
        var name = FileName.Parse("sub/new");

        _root.Changes.CreateDirectory(name);
        Assert.True(_root.Stat(name).IsDirectory);
        Assert.Equal(FileRefusal.Exists, RefusalOf(() => _root.Changes.CreateDirectory(name)));
        Assert.Equal(FileRefusal.Exists, RefusalOf(() => _root.Changes.RemoveDirectory(FileName.Parse("sub"))));
        _root.Changes.RemoveDirectory(name);

        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => _root.Stat(name)));
    }

    [Fact]
    public async Task Directory_with_nothing_but_an_upload_that_was_cut_is_empty()
    {
        await CutUploadAsync("sub/new");
        _root.Changes.Delete(FileName.Parse("sub/b.txt"));

        _root.Changes.RemoveDirectory(FileName.Parse("sub"));

        Assert.False(Directory.Exists(_directory.At("sub")));
    }

    [Fact]
    public async Task Directory_that_is_not_removed_keeps_the_uploads_that_were_cut()
    {
        await CutUploadAsync("sub/new");

        Assert.Equal(FileRefusal.Exists, RefusalOf(() => _root.Changes.RemoveDirectory(FileName.Parse("sub"))));

        Assert.Contains(_directory.Names(), name => name.Contains(".sockeye-upload-", StringComparison.Ordinal));
    }

    [Fact]
    public void File_and_directory_are_moved()
    {
        _root.Changes.Move(FileName.Parse("a.txt"), FileName.Parse("sub/c.txt"), mayReplace: false);
        _root.Changes.Move(FileName.Parse("sub"), FileName.Parse("other"), mayReplace: false);

        Assert.Equal("a", File.ReadAllText(_directory.At("other/c.txt")));
    }

    [Fact]
    public void Moving_replaces_only_when_it_may()
    {
        Assert.Equal(FileRefusal.Exists, RefusalOf(() => Move("a.txt", "sub/b.txt", mayReplace: false)));
        Assert.Equal("b", File.ReadAllText(_directory.At("sub/b.txt")));

        Move("a.txt", "sub/b.txt", mayReplace: true);
        Assert.Equal("a", File.ReadAllText(_directory.At("sub/b.txt")));
    }

    [Fact]
    public void Directory_is_not_moved_into_itself_nor_over_another()
    {
        _directory.AddDirectory("other");

        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => Move("sub", "sub/inner", mayReplace: true)));
        Assert.Equal(FileRefusal.Exists, RefusalOf(() => Move("sub", "other", mayReplace: true)));
    }

    [Fact]
    public void Time_is_set()
    {
        var modified = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);

        _root.Changes.SetModified(FileName.Parse("a.txt"), modified);

        Assert.Equal(modified, _root.Stat(FileName.Parse("a.txt")).Modified);
    }

    [Theory]
    [InlineData("link"), InlineData("way-out/victim"), InlineData("way-out")]
    public void Nothing_is_changed_through_a_link_nor_the_link_itself(string name)
    {
        var file = FileName.Parse(name);

        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => _root.Changes.Delete(file)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => _root.Changes.RemoveDirectory(file)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => Move(name, "sub/x", mayReplace: true)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => _root.Changes.SetModified(file, DateTimeOffset.UnixEpoch)));
        Assert.NotNull(RefusalOf(() => Move("a.txt", name, mayReplace: true)));
        Assert.Equal("v", File.ReadAllText(_outside.At("victim")));
        Assert.NotNull(new FileInfo(_directory.At("link")).LinkTarget);
    }

    [Fact]
    public async Task Names_of_uploads_under_way_are_nobodys()
    {
        await CutUploadAsync("sub/new");
        string temporary = _directory.Names().Single(name => name.Contains(".sockeye-upload-", StringComparison.Ordinal));

        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => _root.Changes.Delete(FileName.Parse(temporary))));
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => Move(temporary, "mine", mayReplace: false)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => Move("a.txt", "sub/.sockeye-upload-0123456789abcdef0123456789abcdef", mayReplace: false)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => _root.Changes.CreateDirectory(FileName.Parse(".sockeye-upload-0123456789abcdef0123456789abcdef"))));
    }

    [Fact]
    public async Task Directory_that_holds_only_an_upload_under_way_is_removed_and_that_is_not_published()
    {
        _directory.AddDirectory("box");
        await using PendingUpload upload = _root.CreateUpload(FileName.Parse("box/new"));
        await CutUploadAsync("box/kept");

        _root.Changes.RemoveDirectory(FileName.Parse("box"));

        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(0, sum: null, modified: null, default).AsTask());
        Assert.Equal(FileRefusal.NotFound, refused.Refusal);
        Assert.False(Directory.Exists(_directory.At("box")));
    }

    [Fact]
    public async Task Directory_that_holds_a_file_too_keeps_its_uploads()
    {
        _directory.AddDirectory("box");
        await CutUploadAsync("box/kept");
        _directory.AddFile("box/file", ""u8);

        Assert.Equal(FileRefusal.Exists, RefusalOf(() => _root.Changes.RemoveDirectory(FileName.Parse("box"))));

        Assert.Equal(4, _root.KeptLength(FileName.Parse("box/kept"), "key"));
    }

    private async Task CutUploadAsync(string name)
    {
        await using PendingUpload upload = await _root.ResumeUploadAsync(FileName.Parse(name), "key", null, null, default);
        RandomAccess.Write(upload.Handle, "half"u8, 0);
    }

    private void Move(string from, string to, bool mayReplace) =>
        _root.Changes.Move(FileName.Parse(from), FileName.Parse(to), mayReplace);

    private static FileRefusal? RefusalOf(Action action) =>
        (Record.Exception(action) as FileRefusedException)?.Refusal;
}
