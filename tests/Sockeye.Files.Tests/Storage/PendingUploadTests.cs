using System.Runtime.Versioning;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class PendingUploadTests : IDisposable
{
    private static readonly FileName New = FileName.Parse("sub/new.txt");

    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public PendingUploadTests()
    {
        _directory.AddDirectory("sub");
        _root = new FileRoot(_directory.Path);
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Published_file_appears_whole_under_its_name()
    {
        await using PendingUpload upload = Write("content"u8);

        FileStatus status = await upload.PublishAsync(7, Sha256Sum.Of("content"u8), modified: null, default);

        Assert.Equal(["sub", "sub/new.txt"], _directory.Names());
        Assert.Equal("content", File.ReadAllText(_directory.At("sub/new.txt")));
        Assert.Equal(_root.Stat(New), status);
    }

    [Fact, SupportedOSPlatform("linux")]
    public async Task New_file_is_readable_by_others_as_far_as_the_umask_allows()
    {
        await using PendingUpload upload = Write("x"u8);
        await upload.PublishAsync(1, sum: null, modified: null, default);

        string ours = _directory.AddFile("ours", "x"u8); // .NET asks for 0666
        UnixFileMode allowed = File.GetUnixFileMode(ours) & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);

        Assert.Equal(allowed, File.GetUnixFileMode(_directory.At("sub/new.txt")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_replaced_keeps_its_mode_list_and_attributes(bool goesOn)
    {
        string path = _directory.AddFile("sub/new.txt", "old"u8);
        TraitsOf.Mark(path);
        string before = TraitsOf.Rights(path);

        await using PendingUpload upload = goesOn
            ? await _root.ResumeUploadAsync(New, "key", 7, mayReplace: null, default)
            : _root.CreateUpload(New);
        upload.Write("content"u8, 0);
        string temporary = _directory.Names().Single(name => name.Contains(".sockeye-upload-", StringComparison.Ordinal));
        Assert.Equal("600", Command.Run("stat", "-c", "%a", _directory.At(temporary)));
        await upload.PublishAsync(7, sum: null, modified: null, default);

        Assert.Equal(before, TraitsOf.Rights(path));
        Assert.Equal("content", File.ReadAllText(path));
    }

    [Fact]
    public async Task What_is_replaced_keeps_its_owner_but_not_the_right_to_run_as_its_owner()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        string path = _directory.AddFile("sub/new.txt", "old"u8);
        Command.Run("chown", "12345:23456", path);
        Command.Run("chmod", "6755", path);

        await using PendingUpload upload = Write("content"u8);
        await upload.PublishAsync(7, sum: null, modified: null, default);

        Assert.Equal("12345:23456", TraitsOf.Owner(path));
        Assert.Equal("755", Command.Run("stat", "-c", "%a", path));
    }

    [Fact]
    public async Task Name_of_255_bytes_is_taken()
    {
        var name = FileName.Parse(new string('n', 255));
        await using PendingUpload upload = _root.CreateUpload(name);
        upload.Write("x"u8, 0);
        await upload.PublishAsync(1, sum: null, modified: null, default);

        Assert.Equal(1, _root.Stat(name).Length);
    }

    [Fact]
    public async Task Upload_under_way_is_seen_by_no_peer()
    {
        await using PendingUpload upload = Write("content"u8);
        FileName temporary = FileName.Parse(
            _directory.Names().Single(name => name.StartsWith("sub/", StringComparison.Ordinal)));

        Assert.Equal(["sub"], _root.List(null, isRecursive: true, default).Select(entry => entry.Name.Text));
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => _root.OpenRead(temporary).Dispose()));
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => _root.Stat(temporary)));
        Assert.Equal(FileRefusal.NotAllowed, RefusalOf(() => _root.CreateUpload(temporary)));
    }

    [Fact]
    public async Task Existing_file_stays_until_the_new_one_is_published()
    {
        _directory.AddFile("sub/new.txt", "old"u8);

        await using (Write("half"u8))
            Assert.Equal("old", File.ReadAllText(_directory.At("sub/new.txt")));
        Assert.Equal("old", File.ReadAllText(_directory.At("sub/new.txt")));

        await using PendingUpload upload = Write("content"u8);
        await upload.PublishAsync(7, sum: null, modified: null, default);
        Assert.Equal("content", File.ReadAllText(_directory.At("sub/new.txt")));
    }

    [Theory]
    [InlineData(6, FileRefusal.WrongLength), InlineData(8, FileRefusal.WrongLength), InlineData(7, FileRefusal.Checksum)]
    public async Task Wrong_length_or_sum_publishes_nothing_and_leaves_nothing(long length, FileRefusal expected)
    {
        await using (PendingUpload upload = Write("content"u8))
        {
            var refused = await Assert.ThrowsAsync<FileRefusedException>(
                () => upload.PublishAsync(length, Sha256Sum.Of("other"u8), modified: null, default).AsTask());
            Assert.Equal(expected, refused.Refusal);
        }

        Assert.Equal(["sub"], _directory.Names());
    }

    [Fact]
    public async Task Directory_that_took_the_name_meanwhile_is_not_replaced()
    {
        await using PendingUpload upload = Write("content"u8);
        _directory.AddDirectory("sub/new.txt");

        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(7, null, modified: null, default).AsTask());

        Assert.Equal(FileRefusal.NotAllowed, refused.Refusal);
    }

    [Fact]
    public async Task Length_of_exactly_the_limit_is_taken_and_one_byte_more_is_not()
    {
        using var root = new FileRoot(_directory.Path, new FileRootOptions { MaxUploadBytes = 4 });

        await using (root.CreateUpload(New, 4))
            Assert.Equal(FileRefusal.TooLarge, RefusalOf(() => root.CreateUpload(New, 5)));

        await using PendingUpload upload = root.CreateUpload(New);
        RandomAccess.Write(upload.Handle, "12345"u8, 0);
        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(5, null, modified: null, default).AsTask());
        Assert.Equal(FileRefusal.TooLarge, refused.Refusal);
    }

    [Fact]
    public void Directories_are_not_created() =>
        Assert.Equal(FileRefusal.NotFound, RefusalOf(() => _root.CreateUpload(FileName.Parse("nowhere/new.txt"))));

    [Fact]
    public async Task Sweep_removes_what_no_process_holds_and_nothing_else()
    {
        await using PendingUpload living = Write("living"u8);
        string stale = _directory.AddFile("sub/.sockeye-upload-0123456789abcdef0123456789abcdef", "stale"u8);
        string[] notOurs = [".sockeye-upload-notes", ".sockeye-upload-kept-", ".sockeye-uploads.txt"];
        Array.ForEach(notOurs, name => _directory.AddFile(name, "not ours"u8));
        using var other = new FileRoot(_directory.Path);

        Assert.Equal(1, other.SweepStaleUploads(default));

        Assert.False(File.Exists(stale));
        await living.PublishAsync(6, sum: null, modified: null, default);
        Assert.Equal([.. notOurs.Order(StringComparer.Ordinal), "sub", "sub/new.txt"], _directory.Names());
    }

    [Fact]
    public async Task Two_uploads_of_one_name_do_not_mix_and_the_last_one_stays()
    {
        await using PendingUpload first = Write("first"u8);
        await using PendingUpload second = Write("second"u8);

        await second.PublishAsync(6, Sha256Sum.Of("second"u8), modified: null, default);
        await first.PublishAsync(5, Sha256Sum.Of("first"u8), modified: null, default);

        Assert.Equal("first", File.ReadAllText(_directory.At("sub/new.txt")));
    }

    [Fact]
    public async Task Sweep_of_another_server_never_takes_a_living_upload()
    {
        using var done = new CancellationTokenSource();
        using var other = new FileRoot(_directory.Path);
        Task sweeping = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                other.SweepStaleUploads(default);
        });

        for (int i = 0; i < 200; i++)
        {
            await using PendingUpload upload = Write("content"u8);
            Assert.Contains(_directory.Names(), name => name.StartsWith("sub/.sockeye", StringComparison.Ordinal));
        }

        await done.CancelAsync();
        await sweeping;
    }

    [Fact]
    public void Sweep_passes_over_what_fails_and_what_is_of_another_file_system()
    {
        using var proc = new FileRoot("/proc/self"); // /proc itself has a directory that cannot be opened at some times

        Assert.Equal(0, proc.SweepStaleUploads(default));
    }

    [Fact]
    public void Sweep_follows_no_link()
    {
        using var outside = new TemporaryDirectory();
        outside.AddFile(".sockeye-upload-0123456789abcdef0123456789abcdef", "outside"u8);
        File.CreateSymbolicLink(_directory.At("link"), outside.Path);
        File.CreateSymbolicLink(_directory.At(".sockeye-upload-fedcba9876543210fedcba9876543210"), outside.At(".sockeye-upload-0123456789abcdef0123456789abcdef"));

        Assert.Equal(0, _root.SweepStaleUploads(default));

        Assert.Single(outside.Names());
    }

    private static FileRefusal RefusalOf(Action action) => Assert.Throws<FileRefusedException>(action).Refusal;

    private PendingUpload Write(ReadOnlySpan<byte> content)
    {
        PendingUpload upload = _root.CreateUpload(New);
        RandomAccess.Write(upload.Handle, content, 0);
        return upload;
    }
}
