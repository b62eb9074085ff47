using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>A root of several paths: each is there under its last name, and what is beside them is not.</summary>
public sealed class RootPathsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public RootPathsTests()
    {
        _directory.AddDirectory("one/b");
        _directory.AddDirectory("two");
        _directory.AddFile("one/a.txt", "a"u8);
        _directory.AddFile("one/beside.txt", "beside"u8);
        _directory.AddFile("one/b/inner.txt", "inner"u8);
        _directory.AddFile("two/c.txt", "c"u8);
        File.CreateSymbolicLink(_directory.At("link"), _directory.At("two/c.txt"));
        File.CreateSymbolicLink(_directory.At("one/b/out"), _directory.At("two/c.txt"));
    }

    [Fact]
    public void They_stand_side_by_side()
    {
        using FileRoot root = Open("one/a.txt", "two/c.txt", "one/b/");

        using FileListing flat = root.List(null, isRecursive: false, default);
        using FileListing whole = root.List(null, isRecursive: true, default);

        Assert.Equal(["a.txt", "b", "c.txt"], flat.Select(entry => entry.Name.Text));
        Assert.Equal(["a.txt", "b", "b/inner.txt", "b/out", "c.txt"], whole.Select(entry => entry.Name.Text));
        Assert.True(root.Stat(null).IsDirectory);
        Assert.Equal("inner", Read(root, "b/inner.txt"));
        Assert.Equal("c", Read(root, "c.txt"));
    }

    [Fact]
    public void Link_that_is_named_stands_for_what_it_leads_to()
    {
        using FileRoot root = Open("link");

        Assert.Equal("c", Read(root, "link"));
    }

    [Theory]
    [InlineData("beside.txt"), InlineData("one"), InlineData("b/out"), InlineData("b/../beside.txt"), InlineData("c.txt"), InlineData("a.txt/x")]
    public void Nothing_else_is_there(string name)
    {
        using FileRoot root = Open("one/a.txt", "one/b");

        Assert.Throws<FileRefusedException>(() => root.OpenRead(FileName.Parse(name)));
    }

    [Fact]
    public async Task Inside_of_a_directory_everything_can_be_changed_and_beside_them_nothing()
    {
        using FileRoot root = Open("one/a.txt", "one/b");

        await using (PendingUpload upload = root.CreateUpload(FileName.Parse("b/new")))
            upload.Publish();
        root.Changes.CreateDirectory(FileName.Parse("b/dir"));
        root.Changes.Delete(FileName.Parse("b/inner.txt"));

        Assert.Equal(["b/dir", "b/new"], [.. Tree(root).Where(name => name is "b/dir" or "b/new" or "b/inner.txt")]);
        Assert.Equal(FileRefusal.NotAllowed, Refusal(() => root.CreateUpload(FileName.Parse("a.txt"))));
        Assert.Equal(FileRefusal.NotAllowed, Refusal(() => root.CreateUpload(FileName.Parse("new"))));
        Assert.Equal(FileRefusal.NotAllowed, Refusal(() => root.Changes.Delete(FileName.Parse("a.txt"))));
        Assert.Equal(FileRefusal.NotAllowed, Refusal(() => root.Changes.CreateDirectory(FileName.Parse("new"))));
        Assert.Equal(FileRefusal.NotAllowed, Refusal(
            () => root.Changes.Move(FileName.Parse("b/new"), FileName.Parse("new"), mayReplace: false)));
        Assert.Equal(["a.txt", "b", "beside.txt"], Directory.GetFileSystemEntries(_directory.At("one")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Hidden_name_is_there_if_it_is_named_and_what_is_hidden_below_is_not()
    {
        _directory.AddDirectory("one/.config");
        _directory.AddFile("one/.config/seen", "s"u8);
        _directory.AddFile("one/.config/.secret", "s"u8);
        using var root = FileRoot.OfPaths(
            [_directory.At("one/.config"), _directory.At("one/a.txt")], new FileRootOptions { HidesDotNames = true });

        Assert.Equal([".config", ".config/seen", "a.txt"], Tree(root));
        Assert.Equal("s", Read(root, ".config/seen"));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => root.OpenRead(FileName.Parse(".config/.secret"))));
    }

    [Fact]
    public void Uploads_that_ended_are_swept_inside_and_not_beside()
    {
        string leftBehind = ".sockeye-upload-" + new string('a', 32);
        string inside = _directory.AddFile("one/b/" + leftBehind, ""u8);
        string beside = _directory.AddFile("one/" + leftBehind, ""u8);
        using FileRoot root = Open("one/a.txt", "one/b");

        Assert.Equal(1, root.SweepStaleUploads(default));

        Assert.False(File.Exists(inside));
        Assert.True(File.Exists(beside));
    }

    [Theory]
    [InlineData("one/a.txt", "two/missing"), InlineData("one/a.txt", "one/a.txt"), InlineData("/", "one/a.txt")]
    public void Path_that_is_not_there_or_has_no_name_of_its_own_is_refused(string one, string other) =>
        Assert.Throws<FileRefusedException>(() => Open(one, other));

    public void Dispose() => _directory.Dispose();

    private FileRoot Open(params string[] paths) => FileRoot.OfPaths([.. paths.Select(path => Path.Combine(_directory.Path, path))]);

    private static IEnumerable<string> Tree(FileRoot root)
    {
        using FileListing listing = root.List(null, isRecursive: true, default);
        return [.. listing.Select(entry => entry.Name.Text)];
    }

    private static string Read(FileRoot root, string name)
    {
        using ServedFile file = root.OpenRead(FileName.Parse(name));
        byte[] content = new byte[file.Length];
        RandomAccess.Read(file.Handle, content, 0);
        return System.Text.Encoding.UTF8.GetString(content);
    }

    private static FileRefusal Refusal(Action act) => Assert.Throws<FileRefusedException>(act).Refusal;
}
