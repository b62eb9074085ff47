using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>While a server reads a large file nothing moves, yet neither side is to take the other for gone.</summary>
public sealed class SilentWorkTests : IDisposable
{
    private const long TenSecondsOfWork = 500_000_000; // at 50 MB/s
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("SUM notes.txt\n"), InlineData("SUMRANGE 0 90000 notes.txt\n"), InlineData("GET notes.txt\n")]
    public async Task Server_that_sums_is_not_idle(string request)
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        _directory.AddFile("notes.txt", new byte[100_000]); // a short one needs no turn
        using var root = new FileRoot(_directory.Path);
        var folder = new SharedFolder(root, Accounts.Anyone(Rights.ReadOnly), new Transfers(_clock));
        using IDisposable busy = await BusyWork.TakeAllAsync(folder.Work); // nobody else's turn ever comes
        using var stop = new CancellationTokenSource();
        var session = new SfpServerConnection(pair.Server, folder, new SfpOptions(), NullLogger.Instance);
        Task serving = session.RunAsync(stop.Token);

        await pair.Client.SendAsync(request);
        await VirtualTime.UntilAsync(() => IsWorking(pair.Server));
        using var watch = new IdleWatch(pair.Server, Limit, _clock);
        _clock.Advance(10 * Limit);

        Assert.Equal(EndReason.None, pair.Server.EndReason);
        await stop.CancelAsync();
        _clock.Advance(new SfpOptions().FirstRequestTimeout);
        Assert.False(serving.IsCompleted); // it has the server's drain time
        pair.Server.Abort(EndReason.DrainTimedOut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        pair.Client.Abort(EndReason.Cancelled);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("SUM notes.txt\n", "IS 100000 "), InlineData("SUMRANGE 0 90000 notes.txt\n", "IS 100000 ")]
    [InlineData("GET notes.txt\n", "OK 100000 ")]
    public async Task Who_has_asked_when_the_server_stops_is_answered(string request, string answerBegin)
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        _directory.AddFile("notes.txt", new byte[100_000]);
        using var root = new FileRoot(_directory.Path);
        var folder = new SharedFolder(root, Accounts.Anyone(Rights.ReadOnly), new Transfers(_clock));
        IDisposable busy = await BusyWork.TakeAllAsync(folder.Work);
        using var stop = new CancellationTokenSource();
        var session = new SfpServerConnection(pair.Server, folder, new SfpOptions(), NullLogger.Instance);
        Task serving = EndAsync(pair.Server, session.RunAsync(stop.Token));
        await pair.Client.SendAsync(request);
        await VirtualTime.UntilAsync(() => IsWorking(pair.Server));

        await stop.CancelAsync();
        busy.Dispose();

        Assert.StartsWith(answerBegin, await pair.Client.ReadTextToEndAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    [Fact]
    public async Task Client_waits_longer_for_the_sum_of_a_long_file_but_not_for_ever()
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        using var watch = new IdleWatch(pair.Client, Limit, _clock);
        Task asking = new SfpClient(pair.Client).SumAsync("big", 0, TenSecondsOfWork).AsTask();

        _clock.Advance(Limit + TimeSpan.FromSeconds(10));
        Assert.Equal(EndReason.None, pair.Client.EndReason);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(EndReason.IdleTooLong, pair.Client.EndReason);
        await Assert.ThrowsAnyAsync<IOException>(() => asking);
    }

    [Fact]
    public async Task Client_waits_longer_until_a_long_file_is_published()
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        const int Length = 5_000_000; // a tenth of a second
        using SafeFileHandle file = Create("big");
        using SafeFileHandle copy = Create("copy");
        RandomAccess.SetLength(file, Length);
        var requests = new FrameReader<SfpRequest>(pair.Server.Input, new SfpRequestDecoder());
        Task putting = new SfpClient(pair.Client).PutAsync("big", file, Length, Sha256Sum.Of("any"u8), null).AsTask();
        Assert.True(await requests.MoveNextAsync(default));
        requests.Release();
        await pair.Server.SendAsync("READY\n");
        await pair.Server.ReceiveFileAsync(copy, 0, Length, progress: null, default);
        await VirtualTime.UntilAsync(() => _clock.HasTimer(TimeSpan.FromSeconds(0.1))); // all is sent, and it waits

        _clock.Advance(TimeSpan.FromSeconds(0.09));
        Assert.Equal(TimeSpan.Zero, pair.Client.IdleTime);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(TimeSpan.Zero, pair.Client.IdleTime);
        pair.Client.Abort(EndReason.Cancelled);
        await Assert.ThrowsAnyAsync<IOException>(() => putting);
    }

    private static async Task EndAsync(StreamConnection connection, Task serving)
    {
        await using (connection)
            await serving;
    }

    private SafeFileHandle Create(string name) =>
        File.OpenHandle(_directory.At(name), FileMode.CreateNew, FileAccess.ReadWrite);

    // Bytes that move count as well, but a request has only a few.
    private bool IsWorking(StreamConnection connection) => Enumerable.Range(0, 100).All(_ =>
    {
        _clock.Advance(TimeSpan.FromTicks(1));
        return connection.IdleTime == TimeSpan.Zero;
    });
}
