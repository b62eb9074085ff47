using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>Parts that somebody else has put there, or could have written to.</summary>
public sealed class ForeignPartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Target => _directory.At("file");

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData(true), InlineData(false)]
    public async Task Part_of_another_user_is_left_alone(bool mayResume)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        Command.Run("chown", "12345", _directory.AddFile("file.part", "theirs"u8));
        Assert.Equal($"{Target}.part belongs to another user", PartFile.FlawOf(Target));

        await using (PartFile part = PartFile.Open(Target, mayResume))
        {
            Assert.Equal(0, part.Length);
            RandomAccess.Write(part.Handle, "ne"u8, 0);
        }

        Assert.Equal(_directory.At("file.1.part"), PartFile.Find(Target));
        Assert.Equal("theirs", File.ReadAllText(_directory.At("file.part")));
        await using (PartFile again = PartFile.Open(Target, mayResume: true))
        {
            Assert.Equal(2, again.Length);
            RandomAccess.Write(again.Handle, "new"u8, 0);
            again.Publish(3, null, default);
        }

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal("0:0", TraitsOf.Owner(Target));
        Assert.Equal(["file", "file.part"], _directory.Names());
    }

    [Fact]
    public void Where_all_names_belong_to_other_users_it_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        foreach (string part in PartFile.PathsOf("file"))
            Command.Run("chown", "12345", _directory.AddFile(part, ""u8));

        var refused = Assert.Throws<FileRefusedException>(() => PartFile.Open(Target, mayResume: true));
        Assert.Equal(FileRefusal.NotAllowed, refused.Refusal);
    }

    [Theory, InlineData("662"), InlineData("620"), InlineData("602")]
    public async Task Part_that_others_may_write_is_begun_anew(string mode)
    {
        Command.Run("chmod", mode, _directory.AddFile("file.part", "theirs"u8));
        using FileStream theirs = File.Open(
            _directory.At("file.part"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        Assert.Equal($"{Target}.part may be written by others", PartFile.FlawOf(Target));

        await using PartFile part = PartFile.Open(Target, mayResume: true);

        Assert.Equal(0, part.Length);
        RandomAccess.Write(part.Handle, "new"u8, 0);
        theirs.Write("foe"u8);
        theirs.Flush();
        part.Publish(3, null, default);
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public async Task Part_that_a_list_lets_others_write_is_begun_anew()
    {
        Command.Run("setfacl", "-m", "u:7:rw", _directory.AddFile("file.part", "theirs"u8));

        await using PartFile part = PartFile.Open(Target, mayResume: true);

        Assert.Equal(0, part.Length);
    }

    [Fact]
    public async Task Part_with_another_name_is_begun_anew_and_what_has_that_is_untouched()
    {
        Command.Run("ln", _directory.AddFile("other", "other"u8), _directory.At("file.part"));

        await using (PartFile part = PartFile.Open(Target, mayResume: true))
        {
            RandomAccess.Write(part.Handle, "new"u8, 0);
            part.Publish(3, null, default);
        }

        Assert.Equal("other", File.ReadAllText(_directory.At("other")));
        Assert.Equal("new", File.ReadAllText(Target));
    }
}
