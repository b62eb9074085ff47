using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FollowingDigestTests : IAsyncDisposable
{
    private const int Step = 1024 * 1024; // from so many bytes on it is worth waking a thread

    private readonly TemporaryDirectory _directory = new();
    private readonly SafeFileHandle _file;
    private readonly FollowingDigest _digest;

    public FollowingDigestTests()
    {
        _file = File.OpenHandle(_directory.At("file"), FileMode.CreateNew, FileAccess.ReadWrite);
        _digest = new FollowingDigest(_file);
    }

    public async ValueTask DisposeAsync()
    {
        await _digest.DisposeAsync();
        _file.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Pieces_of_any_size_give_the_sum_of_the_whole()
    {
        byte[] content = Content(9 * Step + 17);
        var random = new Random(2);

        for (int written = 0; written < content.Length;)
        {
            int piece = Math.Min(random.Next(2 * Step), content.Length - written);
            RandomAccess.Write(_file, content.AsSpan(written, piece), written);
            written += piece;
            _digest.Report(written);
        }

        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_is_reported_is_read_before_the_sum_is_asked_for_and_only_once()
    {
        byte[] content = Write(Content(2 * Step));

        _digest.Report(content.Length);
        await _digest.Following;
        RandomAccess.Write(_file, new byte[content.Length], 0);

        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task It_takes_turns_and_keeps_none()
    {
        byte[] content = Write(Content(2 * Step));
        var work = new HeavyWork();
        _digest.Turns = work.Enter([PeerNetwork.Local]);
        using (await BusyWork.TakeAllAsync(work))
        {
            _digest.Report(content.Length);
            using var cancel = new CancellationTokenSource();
            Task<Sha256Sum> sum = _digest.SumAsync(content.Length, cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sum);
        }

        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
        Assert.False(_digest.Turns.HasTurn);
    }

    [Fact]
    public void Little_wakes_nobody()
    {
        Write(Content(Step));

        _digest.Report(Step - 1);
        Assert.Same(Task.CompletedTask, _digest.Following);
        _digest.Report(Step);

        Assert.NotSame(Task.CompletedTask, _digest.Following);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_was_there_before_is_not_read_again()
    {
        byte[] content = Write(Content(3 * Step));

        Assert.Equal(Sha256Sum.Of(content.AsSpan(0, 100)), await _digest.SumAsync(100, default));
        RandomAccess.Write(_file, new byte[100], 0);
        _digest.Report(content.Length);

        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Sum_of_fewer_bytes_is_read_from_the_start()
    {
        byte[] content = Write(Content(1000));
        await _digest.SumAsync(1000, default);

        Assert.Equal(Sha256Sum.Of(content.AsSpan(0, 10)), await _digest.SumAsync(10, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Restarting_forgets_what_was_summed()
    {
        Write(Content(2 * Step));
        _digest.Report(2 * Step);

        await _digest.RestartAsync();
        byte[] other = Write(new byte[2 * Step]);

        Assert.Equal(Sha256Sum.Of(other), await _digest.SumAsync(other.Length, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_ends_before_what_was_reported_fails_the_sum()
    {
        Write(Content(Step));

        _digest.Report(2 * Step);

        await Assert.ThrowsAsync<EndOfStreamException>(() => _digest.SumAsync(2 * Step, default).AsTask());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Sum_that_was_given_up_can_be_asked_for_again()
    {
        byte[] content = Write(Content(3 * Step));
        await _digest.SumAsync(Step, default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _digest.SumAsync(content.Length, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(Sha256Sum.Of(content), await _digest.SumAsync(content.Length, default));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Disposing_ends_a_long_reading_and_later_reports_begin_none()
    {
        RandomAccess.SetLength(_file, 1L << 42); // of holes: an hour of reading
        _digest.Report(1L << 42);
        Task following = _digest.Following;

        await _digest.DisposeAsync();
        _digest.Report(1L << 42);

        Assert.Equal(TaskStatus.Canceled, following.Status);
        Assert.Same(following, _digest.Following);
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        return content;
    }

    private byte[] Write(byte[] content)
    {
        RandomAccess.Write(_file, content, 0);
        return content;
    }
}
