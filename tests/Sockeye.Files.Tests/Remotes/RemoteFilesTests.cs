using Microsoft.Extensions.Logging;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Remotes;

public sealed class RemoteFilesTests
{
    private readonly ListLogger _log = new();
    private readonly Queue<Exception?> _outcomes = new();
    private int _opened;

    [Fact]
    public async Task What_broke_is_tried_again_over_a_new_connection()
    {
        Remember(null, new EndOfStreamException("cut"), null);
        RemoteFiles remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        Assert.Equal("b", (await remote.StatAsync("b", withSum: false, default)).Name);

        Assert.Equal(2, _opened);
        Assert.Equal(["cut; trying again in 1 s (1 of 5)"], _log.At(LogLevel.Information));
    }

    [Fact]
    public async Task What_the_server_broke_off_is_tried_again()
    {
        Remember(null, new PeerProtocolException(ProtocolError.CutOff, "it became shorter"), null);
        RemoteFiles remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        Assert.Equal("b", (await remote.StatAsync("b", withSum: false, default)).Name);
    }

    [Fact]
    public async Task What_was_refused_is_not()
    {
        Remember(null, new PeerProtocolException(ProtocolError.Refused, "no"));
        RemoteFiles remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        await Assert.ThrowsAsync<PeerProtocolException>(() => remote.StatAsync("b", withSum: false, default));
        Assert.Equal(1, _opened);
    }

    [Fact]
    public async Task What_never_answered_is_not()
    {
        Remember(new IOException("nobody there"));

        await Assert.ThrowsAsync<IOException>(() => Open(retries: 5).StatAsync("a", withSum: false, default));
    }

    [Fact]
    public async Task Our_own_disk_is_no_broken_connection()
    {
        Remember(null, new LocalFileException("disk full"));
        RemoteFiles remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        await Assert.ThrowsAsync<LocalFileException>(() => remote.StatAsync("b", withSum: false, default));
    }

    [Fact]
    public async Task Sooner_or_later_it_is_given_up()
    {
        Remember(null, new IOException("one"), new IOException("two"), new IOException("three"));
        RemoteFiles remote = Open(retries: 2);
        await remote.StatAsync("a", withSum: false, default);

        IOException last = await Assert.ThrowsAsync<IOException>(() => remote.StatAsync("b", withSum: false, default));

        Assert.Equal("three", last.Message);
    }

    private void Remember(params Exception?[] outcomes) => Array.ForEach(outcomes, _outcomes.Enqueue);

    private RemoteFiles Open(int retries)
    {
        var context = new RemoteContext { Time = new HurriedClock(), Log = _log };
        return new RemoteFiles(context, new RemoteOptions { Retries = retries }, () => new FakeRemote(this));
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }

    private sealed class FakeRemote : IRemote
    {
        private readonly RemoteFilesTests _test;

        public FakeRemote(RemoteFilesTests test)
        {
            _test = test;
            test._opened++;
        }

        public bool KeepsTimes => true;

        public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel) =>
            _test._outcomes.Dequeue() is { } failure
                ? Task.FromException<RemoteFile>(failure)
                : Task.FromResult(new RemoteFile(name, FileKind.File, 0, null));

        public Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<RemoteFile> ReceiveAsync(
            string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress,
            CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<RemoteFile> CopyAsync(
            string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<RemoteTransfer> StoreAsync(
            string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task CreateDirectoryAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task RemoveDirectoryAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
