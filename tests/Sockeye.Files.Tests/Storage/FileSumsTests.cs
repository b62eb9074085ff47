using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Native;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FileSumsTests : IDisposable
{
    private static readonly FileName Name = FileName.Parse("file");
    private static readonly Sha256Sum Sum = Sha256Sum.Of("content"u8);

    private const int LongBytes = 100_000; // short files need no turn
    private static readonly Sha256Sum LongSum = Sha256Sum.Of(new byte[LongBytes]);

    private readonly HeavyWork _work = new();
    private readonly ManualClock _clock = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public FileSumsTests()
    {
        _directory.AddFile("file", "content"u8);
        _root = new FileRoot(_directory.Path, time: _clock);
        SetClock(afterChange: TimeSpan.FromDays(1));
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Sum_of_the_whole_file_is_known_from_then_on()
    {
        using ServedFile file = _root.OpenRead(Name);
        Assert.Null(file.KnownSum);

        Assert.Equal(Sum, await file.SumAsync(0, 7, default));

        Assert.Equal(Sum, file.KnownSum);
        using ServedFile again = _root.OpenRead(Name);
        Assert.Equal(Sum, again.KnownSum);
    }

    [Fact]
    public async Task Sum_of_a_part_is_not_remembered()
    {
        using ServedFile file = _root.OpenRead(Name);

        Assert.Equal(Sha256Sum.Of("conten"u8), await file.SumAsync(0, 6, default));
        Assert.Equal(Sha256Sum.Of("ontent"u8), await file.SumAsync(1, 6, default));

        Assert.Null(file.KnownSum);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Known_sum_is_not_computed_again()
    {
        using ServedFile file = OpenLong();
        using WorkPlace place = Enter();
        Sha256Sum sum = await file.SumAsync(0, file.Length, default, place);
        place.Rest();

        using IDisposable busy = await BusyWork.TakeAllAsync(_work); // nobody can read for a sum

        Assert.Equal(sum, await file.SumAsync(0, file.Length, default, place));
    }

    [Fact]
    public async Task Change_that_keeps_length_and_time_is_noticed()
    {
        DateTime modified = File.GetLastWriteTimeUtc(_directory.At("file"));
        using ServedFile before = _root.OpenRead(Name);
        await before.SumAsync(0, 7, default);

        FileClock.PassStep(_directory);
        File.WriteAllText(_directory.At("file"), "CONTENT");
        File.SetLastWriteTimeUtc(_directory.At("file"), modified);

        using ServedFile after = _root.OpenRead(Name);
        Assert.Equal(before.Status, after.Status);
        Assert.Null(after.KnownSum);
    }

    [Fact]
    public async Task Sum_of_a_file_that_was_just_changed_is_told_but_not_remembered()
    {
        SetClock(afterChange: TimeSpan.FromSeconds(2));
        using ServedFile file = _root.OpenRead(Name);

        Assert.Equal(Sum, await file.SumAsync(0, 7, default));
        Assert.Null(file.KnownSum);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Sum, await file.SumAsync(0, 7, default));
        Assert.Equal(Sum, file.KnownSum);
    }

    [Fact]
    public async Task Sum_of_a_file_that_changed_meanwhile_is_not_remembered()
    {
        using ServedFile file = _root.OpenRead(Name);

        FileClock.PassStep(_directory);
        File.WriteAllText(_directory.At("file"), "CONTENT");

        Assert.Equal(Sha256Sum.Of("CONTENT"u8), await file.SumAsync(0, 7, default));
        Assert.Null(file.KnownSum);
        using ServedFile now = _root.OpenRead(Name);
        Assert.Null(now.KnownSum);
    }

    [Fact]
    public async Task File_that_became_shorter_is_busy()
    {
        using ServedFile file = _root.OpenRead(Name);
        File.WriteAllText(_directory.At("file"), "short");

        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => file.SumAsync(0, 7, default).AsTask());

        Assert.Equal(FileRefusal.Busy, refused.Refusal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Two_who_ask_at_once_read_it_together()
    {
        using ServedFile file = OpenLong();
        IDisposable busy = await BusyWork.TakeAllAsync(_work);
        using WorkPlace place = Enter(), another = Enter();
        Task<Sha256Sum> one = SumAsync(file, place), other = SumAsync(file, another);

        busy.Dispose();

        Assert.Equal([LongSum, LongSum], await Task.WhenAll(one, other));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_has_turns_does_not_wait_for_who_asked_before_and_has_none()
    {
        using ServedFile file = OpenLong();
        var quiet = new HeavyWork();
        using IDisposable busy = await BusyWork.TakeAllAsync(_work);
        using WorkPlace one = Enter(), two = quiet.TryEnterSum([PeerNetwork.Local])!;
        Task<Sha256Sum> first = file.SumAsync(0, file.Length, default, one).AsTask();

        Assert.Equal(LongSum, await file.SumAsync(0, file.Length, default, two));

        Assert.False(first.IsCompleted);
        busy.Dispose();
        Assert.Equal(LongSum, await first);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_reads_with_others_may_give_up_and_may_be_left_with_the_work()
    {
        using ServedFile file = OpenLong();
        using var cancel = new CancellationTokenSource();
        using var alsoCancel = new CancellationTokenSource();
        IDisposable busy = await BusyWork.TakeAllAsync(_work);
        using WorkPlace one = Enter(), two = Enter(), three = Enter();
        Task<Sha256Sum> first = file.SumAsync(0, file.Length, cancel.Token, one).AsTask();
        Task<Sha256Sum> second = file.SumAsync(0, file.Length, alsoCancel.Token, two).AsTask();
        Task<Sha256Sum> third = file.SumAsync(0, file.Length, default, three).AsTask();

        await alsoCancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        busy.Dispose();

        Assert.Equal(LongSum, await third);
    }

    private WorkPlace Enter() => _work.TryEnterSum([PeerNetwork.Local])!;

    private static async Task<Sha256Sum> SumAsync(ServedFile file, WorkPlace place)
    {
        Sha256Sum sum = await file.SumAsync(0, file.Length, default, place);
        place.Rest();
        return sum;
    }

    private ServedFile OpenLong()
    {
        _directory.AddFile("long", new byte[LongBytes]);
        Assert.Equal(Errno.None, FileCalls.StatusOf(_directory.At("long"), out Statx status));
        _clock.StepCalendar(status.Changed + TimeSpan.FromDays(1) - _clock.GetUtcNow());
        return _root.OpenRead(FileName.Parse("long"));
    }

    private void SetClock(TimeSpan afterChange)
    {
        Assert.Equal(Errno.None, FileCalls.StatusOf(_directory.At("file"), out Statx status));
        _clock.StepCalendar(status.Changed + afterChange - _clock.GetUtcNow());
    }
}
