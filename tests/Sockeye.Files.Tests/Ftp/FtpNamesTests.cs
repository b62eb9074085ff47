using Sockeye.Files.Access;
using Sockeye.Files.Ftp;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>What an entry tells that the visitor may do with it.</summary>
public sealed class FtpNamesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public FtpNamesTests()
    {
        _directory.AddFile("a.txt", ""u8);
        _directory.AddDirectory("b");
        _directory.AddFile("b/c.txt", ""u8);
    }

    [Theory]
    [InlineData(null, "elcm"), InlineData("a.txt", "rawdf"), InlineData("b", "elcmdfp"), InlineData("b/c.txt", "rawdf")]
    public void Directory_is_the_visitors_but_for_itself(string? name, string permissions)
    {
        using var root = new FileRoot(_directory.Path);

        Assert.Equal(permissions, PermissionsOf(root, name));
    }

    [Theory]
    [InlineData(null, "el"), InlineData("a.txt", "r"), InlineData("b", "elcm"), InlineData("b/c.txt", "rawdf")]
    public void What_stands_side_by_side_stays(string? name, string permissions)
    {
        using FileRoot root = FileRoot.OfPaths([_directory.At("a.txt"), _directory.At("b")]);

        Assert.Equal(permissions, PermissionsOf(root, name));
    }

    public void Dispose() => _directory.Dispose();

    private static string? PermissionsOf(FileRoot root, string? name)
    {
        var folder = new SharedFolder(root, Rights.All);
        FolderVisit visit = folder.Visit(folder.Accounts.Anonymous!, from: null, "ftp");
        FileName? file = name is null ? null : FileName.Parse(name);
        return FtpNames.EntryOf(visit, file, visit.Stat(file), "shown").Permissions;
    }
}
