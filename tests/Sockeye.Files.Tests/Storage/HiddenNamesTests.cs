using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>A root that hides names which begin with a dot: for everybody, in every way.</summary>
public sealed class HiddenNamesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public HiddenNamesTests()
    {
        _directory.AddFile("seen.txt", "x"u8);
        _directory.AddFile(".env", "secret"u8);
        _directory.AddDirectory(".git/objects");
        _directory.AddFile(".git/config", "secret"u8);
        _directory.AddDirectory("sub");
        _directory.AddFile("sub/.netrc", "secret"u8);
        _root = new FileRoot(_directory.Path, new FileRootOptions { HidesDotNames = true });
    }

    [Fact]
    public void They_are_not_listed_but_counted()
    {
        using FileListing listing = _root.List(null, isRecursive: true, default);

        Assert.Equal(["seen.txt", "sub"], listing.Select(entry => entry.Name.Text));
        Assert.Equal(3, listing.Gaps.Hidden);
        Assert.Empty(listing.Gaps);
    }

    [Theory]
    [InlineData(".env"), InlineData(".git"), InlineData(".git/config"), InlineData(".git/objects"), InlineData("sub/.netrc")]
    public void They_are_not_there(string text)
    {
        var name = FileName.Parse(text);

        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.OpenRead(name)));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.Stat(name)));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.List(name, isRecursive: false, default)));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.Changes.Delete(name)));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.Changes.RemoveDirectory(name)));
        Assert.Equal(FileRefusal.NotFound, Refusal(() => _root.Changes.Move(name, FileName.Parse("other"), mayReplace: true)));
        Assert.True(File.Exists(_directory.At(text)) || Directory.Exists(_directory.At(text)));
    }

    [Theory]
    [InlineData(".new", FileRefusal.NotAllowed), InlineData("sub/.new", FileRefusal.NotAllowed), InlineData(".env", FileRefusal.NotAllowed)]
    [InlineData(".git/new", FileRefusal.NotFound)]
    public void Nothing_becomes_one(string text, FileRefusal refusal)
    {
        var name = FileName.Parse(text);

        Assert.Equal(refusal, Refusal(() => _root.CreateUpload(name)));
        Assert.Equal(refusal, Refusal(() => _root.Changes.CreateDirectory(name)));
        Assert.Equal(refusal, Refusal(() => _root.Changes.Move(FileName.Parse("seen.txt"), name, mayReplace: true)));
        Assert.True(File.Exists(_directory.At("seen.txt")));
        Assert.Equal("secret", File.ReadAllText(_directory.At(".env")));
    }

    [Fact]
    public void Others_may_have_a_dot_anywhere_else()
    {
        using ServedFile file = _root.OpenRead(FileName.Parse("seen.txt"));

        Assert.Equal(1, file.Length);
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    private static FileRefusal Refusal(Action act) => Assert.Throws<FileRefusedException>(act).Refusal;
}
