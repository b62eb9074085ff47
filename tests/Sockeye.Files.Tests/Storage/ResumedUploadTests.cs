using System.Text;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class ResumedUploadTests : IDisposable
{
    private static readonly FileName Name = FileName.Parse("new.txt");

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly FileRoot _root;

    public ResumedUploadTests() => _root = new FileRoot(_directory.Path, options: null, _clock);

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_arrived_before_the_cut_is_there_for_the_next_attempt()
    {
        await WriteAsync("one ");
        Assert.Equal(4, _root.KeptLength(Name, "key"));

        await using PendingUpload again = await OpenAsync();
        Assert.Equal(4, again.Length);
        RandomAccess.Write(again.Handle, "two"u8, 4);
        await again.PublishAsync(7, Sha256Sum.Of("one two"u8), modified: null, default);

        Assert.Equal("one two", File.ReadAllText(_directory.At("new.txt")));
        Assert.Equal(["new.txt"], _directory.Names());
        Assert.Null(_root.KeptLength(Name, "key"));
    }

    [Fact]
    public async Task Who_takes_it_over_waits_until_what_became_of_it_is_told()
    {
        PendingUpload first = await OpenAsync();
        RandomAccess.Write(first.Handle, "one"u8, 0);
        Task<PendingUpload> next = OpenAsync().AsTask();
        await first.PublishAsync(3, sum: null, modified: null, default);

        for (int turn = 0; turn < 1000 && !next.IsCompleted; turn++)
            await Task.Yield(); // it would go on by now
        Assert.False(next.IsCompleted);
        Assert.Equal(["new.txt"], _directory.Names());
        await first.DisposeAsync();

        await using PendingUpload second = await next;
        Assert.Equal(0, second.Length);
    }

    [Fact]
    public async Task Nothing_is_kept_before_the_first_byte()
    {
        await using PendingUpload begun = await OpenAsync(); // the file is there, as a killed server leaves it

        Assert.Single(_directory.Names());
        Assert.Null(_root.KeptLength(Name, "key"));
    }

    [Fact]
    public async Task Another_key_or_name_finds_nothing_of_it()
    {
        await WriteAsync("secret");

        Assert.Null(_root.KeptLength(Name, "other"));
        Assert.Null(_root.KeptLength(FileName.Parse("other.txt"), "key"));
    }

    [Fact]
    public async Task With_a_wrong_sum_nothing_is_published_nor_kept()
    {
        await WriteAsync("wrong");
        await using (PendingUpload again = await OpenAsync())
        {
            var refused = await Assert.ThrowsAsync<FileRefusedException>(
                () => again.PublishAsync(5, Sha256Sum.Of("right"u8), modified: null, default).AsTask());
            Assert.Equal(FileRefusal.Checksum, refused.Refusal);
        }

        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Nothing_is_kept_of_nothing()
    {
        await WriteAsync("");

        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Cut_down_it_goes_on_from_there()
    {
        await WriteAsync("one two");
        await using PendingUpload again = await OpenAsync();
        await again.TruncateAsync(4);
        RandomAccess.Write(again.Handle, "three"u8, 4);

        await again.PublishAsync(9, Sha256Sum.Of("one three"u8), modified: null, default);

        Assert.Equal("one three", File.ReadAllText(_directory.At("new.txt")));
    }

    [Fact]
    public async Task Who_comes_later_has_it()
    {
        PendingUpload older = await OpenAsync();
        RandomAccess.Write(older.Handle, "one "u8, 0);
        Task<PendingUpload> opening = OpenAsync().AsTask();

        Assert.True(older.Superseded.IsCancellationRequested);
        Assert.False(opening.IsCompleted);
        await older.DisposeAsync();

        await using PendingUpload newer = await opening;
        Assert.Equal(4, newer.Length);
    }

    [Fact]
    public async Task Who_does_not_let_go_keeps_the_later_one_out()
    {
        await using PendingUpload older = await OpenAsync();
        Task<PendingUpload> opening = OpenAsync().AsTask();

        _clock.Advance(UploadTurns.WaitTimeout);

        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => opening);
        Assert.Equal(FileRefusal.Busy, refused.Refusal);
    }

    [Fact]
    public async Task Sweeping_leaves_what_can_still_go_on_and_removes_it_a_day_later()
    {
        await WriteAsync("half");
        _directory.AddFile(".sockeye-upload-0123456789abcdef0123456789abcdef", "old"u8);
        DateTimeOffset written = File.GetLastWriteTimeUtc(
            _directory.At(_directory.Names().Single(name => name.Contains("kept", StringComparison.Ordinal))));
        _clock.StepCalendar(written - _clock.GetUtcNow());

        Assert.Equal(1, _root.SweepStaleUploads(default));
        Assert.Equal(4, _root.KeptLength(Name, "key"));

        _clock.StepCalendar(new FileRootOptions().KeepsUploadsFor + TimeSpan.FromSeconds(1));
        Assert.Equal(1, _root.SweepStaleUploads(default));
        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Two_roots_of_one_directory_do_not_write_into_one_another()
    {
        using var other = new FileRoot(_directory.Path);
        await using PendingUpload upload = await OpenAsync();

        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => other.ResumeUploadAsync(Name, "key", null, null, default).AsTask());

        Assert.Equal(FileRefusal.Busy, refused.Refusal);
    }

    [Theory]
    [InlineData("chmod 666 NAME"), InlineData("ln NAME other"), InlineData("setfacl -m u:7:rw NAME")]
    [InlineData("chown 12345 NAME"), InlineData("rm NAME; ln -s /etc/passwd NAME"), InlineData("rm NAME; mkfifo NAME")]
    public async Task What_others_may_have_written_is_not_gone_on_with(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        await WriteAsync("half");
        string kept = Assert.Single(_directory.Names());
        _directory.Run(script.Replace("NAME", kept, StringComparison.Ordinal));

        Assert.Null(_root.KeptLength(Name, "key"));
        await using PendingUpload again = await OpenAsync();

        Assert.Equal(0, again.Length);
        RandomAccess.Write(again.Handle, "all"u8, 0);
        await again.PublishAsync(3, sum: null, modified: null, default);
        Assert.Equal("all", File.ReadAllText(_directory.At("new.txt")));
        Assert.Equal("0:0", TraitsOf.Owner(_directory.At("new.txt")));
    }

    private ValueTask<PendingUpload> OpenAsync() => _root.ResumeUploadAsync(Name, "key", null, null, default);

    private async Task WriteAsync(string content)
    {
        await using PendingUpload upload = await OpenAsync();
        RandomAccess.Write(upload.Handle, Encoding.UTF8.GetBytes(content), 0);
    }
}
