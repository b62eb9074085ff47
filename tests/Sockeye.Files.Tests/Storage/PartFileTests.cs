using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class PartFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Target => _directory.At("file");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Published_part_becomes_the_file_with_the_given_time()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        _directory.AddFile("file", "old"u8);
        await using PartFile part = PartFile.Open(Target, mayResume: true);
        RandomAccess.Write(part.Handle, "new"u8, 0);

        part.Publish(3, time, default);

        Assert.Equal(["file"], _directory.Names());
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(time.UtcDateTime, File.GetLastWriteTimeUtc(Target));
    }

    [Fact]
    public async Task Unpublished_part_is_found_by_the_next_attempt_and_the_file_is_untouched()
    {
        _directory.AddFile("file", "old"u8);
        await using (PartFile first = PartFile.Open(Target, mayResume: true))
            RandomAccess.Write(first.Handle, "ne"u8, 0);

        await using PartFile second = PartFile.Open(Target, mayResume: true);

        Assert.Equal(2, second.Length);
        Assert.Equal(Sha256Sum.Of("n"u8), await second.Digest.SumAsync(1, default));
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public async Task Starting_over_forgets_the_earlier_attempt()
    {
        _directory.AddFile("file.part", "earlier"u8);

        await using PartFile part = PartFile.Open(Target, mayResume: false);

        Assert.Equal(0, part.Length);
    }

    [Fact]
    public async Task Empty_part_is_not_left_behind()
    {
        await PartFile.Open(Target, mayResume: true).DisposeAsync();

        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Wrong_length_is_not_published()
    {
        _directory.AddFile("file.part", "12"u8);
        await using PartFile part = PartFile.Open(Target, mayResume: true);

        Assert.Equal(
            FileRefusal.WrongLength, Assert.Throws<FileRefusedException>(() => part.Publish(3, null, default)).Refusal);
        Assert.Equal(["file.part"], _directory.Names());
    }

    [Fact]
    public async Task Second_download_of_the_same_file_is_refused()
    {
        await using PartFile first = PartFile.Open(Target, mayResume: true);

        Assert.Equal(FileRefusal.Busy, RefusalOfOpening());
    }

    [Fact]
    public void Link_in_place_of_the_part_is_not_written_through()
    {
        _directory.AddFile("other", "other"u8);
        File.CreateSymbolicLink(_directory.At("file.part"), "other");

        Assert.Equal(FileRefusal.NotAllowed, RefusalOfOpening());
    }

    [Fact]
    public async Task Part_whose_handle_was_closed_can_be_disposed()
    {
        PartFile part = PartFile.Open(Target, mayResume: true);
        part.Handle.Dispose();

        Assert.Null(await Record.ExceptionAsync(() => part.DisposeAsync().AsTask()));
    }

    [Fact]
    public void Directory_of_that_name_is_refused()
    {
        _directory.AddDirectory("file");

        Assert.Equal(FileRefusal.NotAllowed, RefusalOfOpening());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_is_not_a_regular_file_is_never_replaced(bool behindLink)
    {
        Command.Run("mkfifo", behindLink ? _directory.At("fifo") : Target);
        if (behindLink)
            File.CreateSymbolicLink(Target, "fifo");
        string[] before = _directory.Names();

        var refused = Assert.Throws<FileRefusedException>(() => PartFile.Open(Target, mayResume: true));

        Assert.Equal(FileRefusal.NotAllowed, refused.Refusal);
        string there = behindLink ? _directory.At("fifo") : Target;
        Assert.Equal($"{there} is not a regular file: a download replaces nothing else", refused.Message);
        Assert.Equal(before, _directory.Names());
    }

    [Fact]
    public async Task What_became_no_regular_file_meanwhile_is_not_replaced()
    {
        await using PartFile part = PartFile.Open(Target, mayResume: true);
        RandomAccess.Write(part.Handle, "new"u8, 0);
        Command.Run("mkfifo", Target);

        var refused = Assert.Throws<FileRefusedException>(() => part.Publish(3, null, default));

        Assert.Equal(FileRefusal.NotAllowed, refused.Refusal);
        Assert.Equal(["file", "file.part"], _directory.Names());
    }

    [Fact]
    public void Fifo_in_place_of_the_part_is_refused()
    {
        Command.Run("mkfifo", _directory.At("file.part"));

        var refused = Assert.Throws<FileRefusedException>(() => PartFile.Open(Target, mayResume: true));

        Assert.Equal(FileRefusal.NotAllowed, refused.Refusal);
        Assert.Equal($"{Target}.part is not a regular file", refused.Message);
    }

    [Fact]
    public async Task Part_that_was_replaced_meanwhile_is_not_published()
    {
        await using PartFile part = PartFile.Open(Target, mayResume: true);
        RandomAccess.Write(part.Handle, "new"u8, 0);
        File.Delete(_directory.At("file.part"));
        _directory.AddFile("file.part", "foe"u8);

        var refused = Assert.Throws<FileRefusedException>(() => part.Publish(3, null, default));

        Assert.Equal(FileRefusal.Busy, refused.Refusal);
        Assert.Equal(["file.part"], _directory.Names());
    }

    [Fact]
    public void Download_that_opened_the_part_of_another_never_touches_what_that_one_published()
    {
        const int Rounds = 300;
        int shortFiles = 0;

        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                TryPublish();
                if (File.Exists(Target) && new FileInfo(Target).Length != 3)
                    Interlocked.Increment(ref shortFiles);
            }
        });

        Assert.Equal(0, shortFiles);
    }

    [Fact]
    public async Task What_is_replaced_keeps_its_mode_list_and_attributes()
    {
        TraitsOf.Mark(_directory.AddFile("file", "old"u8));
        string before = TraitsOf.Rights(Target);

        await DownloadAsync(Target);

        Assert.Equal(before, TraitsOf.Rights(Target));
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public async Task What_is_replaced_keeps_its_owner_and_group_where_they_may_be_set()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _directory.AddFile("file", "old"u8);
        Command.Run("chown", "12345:23456", Target);
        Command.Run("chmod", "4640", Target);

        await DownloadAsync(Target);

        Assert.Equal("12345:23456", TraitsOf.Owner(Target));
        Assert.Equal("4640", Command.Run("stat", "-c", "%a", Target));
    }

    [Fact]
    public async Task Nobody_sees_the_bytes_of_a_secret_file_before_it_has_its_mode()
    {
        Command.Run("chmod", "600", _directory.AddFile("file", "old"u8));

        await using PartFile part = PartFile.Open(Target, mayResume: true);

        Assert.Equal("600", Command.Run("stat", "-c", "%a", _directory.At("file.part")));
    }

    [Fact]
    public async Task List_of_the_directory_does_not_get_to_a_file_that_had_none()
    {
        Command.Run("chmod", "640", _directory.AddFile("file", "old"u8));
        string before = TraitsOf.Rights(Target);
        Command.Run("setfacl", "-d", "-m", "u:7:rw", _directory.Path);

        await DownloadAsync(Target);

        Assert.Equal(before, TraitsOf.Rights(Target));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Link_stays_a_link_and_what_it_leads_to_is_written(bool isThere)
    {
        _directory.AddDirectory("sub");
        if (isThere)
            _directory.AddFile("sub/real", "old"u8);
        File.CreateSymbolicLink(_directory.At("sub/link"), "real");
        File.CreateSymbolicLink(Target, "sub/link");

        await DownloadAsync(Target);

        Assert.Equal("sub/link", new FileInfo(Target).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_directory.At("sub/real")));
        Assert.Equal(["file", "sub", "sub/link", "sub/real"], _directory.Names());
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(Target, "file");

        var failed = Assert.Throws<LocalFileException>(() => PartFile.Open(Target, mayResume: true));

        Assert.Equal($"{Target}: too many links", failed.Message);
    }

    [Theory, InlineData("n"), InlineData("\u00fc"), InlineData("\ud83d\udc1f")]
    public async Task Name_of_255_bytes_is_downloaded_to(string text)
    {
        int bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        string name = new string('a', 255 % bytes) + string.Concat(Enumerable.Repeat(text, 255 / bytes));

        await using (PartFile cut = PartFile.Open(_directory.At(name), mayResume: true))
            RandomAccess.Write(cut.Handle, "ne"u8, 0);
        string left = Assert.Single(_directory.Names());
        Assert.Equal(_directory.At(left), PartFile.Find(_directory.At(name)));
        Assert.EndsWith(".part", left, StringComparison.Ordinal);

        await DownloadAsync(_directory.At(name));
        Assert.Equal([name], _directory.Names());
    }

    [Fact]
    public void Long_names_that_begin_alike_have_parts_of_their_own()
    {
        string alike = new('n', 254);

        Assert.NotEqual(PartFile.PathOf(alike + "1"), PartFile.PathOf(alike + "2"));
        Assert.Equal(new string('n', 250) + ".part", PartFile.PathOf(new string('n', 250)));
    }

    [Fact]
    public async Task Part_is_for_its_owner_alone_and_the_file_is_like_any_new_one()
    {
        await using (PartFile part = PartFile.Open(Target, mayResume: true))
        {
            Assert.Equal("600", Command.Run("stat", "-c", "%a", _directory.At("file.part")));
            RandomAccess.Write(part.Handle, "new"u8, 0);
            part.Publish(3, null, default);
        }

        string like = _directory.AddFile("like", "any"u8);
        Assert.Equal(TraitsOf.Rights(like), TraitsOf.Rights(Target).Replace("file", "like", StringComparison.Ordinal));
    }

    [Theory, InlineData("u:7:rw,g::rwx,o::r"), InlineData("u:7:rwx,m::r"), InlineData("g::rw,o::-")]
    public async Task File_is_like_any_new_one_where_the_directory_has_a_list_for_them(string list)
    {
        Command.Run("setfacl", "-d", "-m", list, _directory.Path);

        await DownloadAsync(Target);

        string like = _directory.AddFile("like", "any"u8);
        Assert.Equal(TraitsOf.Rights(like), TraitsOf.Rights(Target));
    }

    // Refused when another task is at it.
    private void TryPublish()
    {
        try
        {
            PartFile part = PartFile.Open(Target, mayResume: false);
            RandomAccess.Write(part.Handle, "new"u8, 0);
            part.Publish(3, null, default);
        }
        catch (FileRefusedException busy) when (busy.Refusal == FileRefusal.Busy)
        {
        }
    }

    private static async Task DownloadAsync(string path)
    {
        await using PartFile part = PartFile.Open(path, mayResume: true);
        RandomAccess.Write(part.Handle, "new"u8, 0);
        part.Publish(3, null, default);
    }

    private FileRefusal RefusalOfOpening() =>
        Assert.Throws<FileRefusedException>(() => PartFile.Open(Target, mayResume: true)).Refusal;
}
