using Sockeye.Cli.Commands;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;

namespace Sockeye.Cli.Tests.Remote;

public sealed class RetryingRemoteTests : IDisposable
{
    private readonly FakeHost _host = new() { Time = new HurriedClock() };
    private readonly Queue<Exception?> _outcomes = new();
    private int _opened;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task What_broke_is_tried_again_over_a_new_connection()
    {
        Remember(null, new EndOfStreamException("cut"), null);
        RetryingRemote remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        Assert.Equal("b", (await remote.StatAsync("b", withSum: false, default)).Name);

        Assert.Equal(2, _opened);
        Assert.Contains("cut; trying again in 1 s (1 of 5)", _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_broke_off_is_tried_again()
    {
        Remember(null, new PeerProtocolException(ProtocolError.CutOff, "it became shorter"), null);
        RetryingRemote remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        Assert.Equal("b", (await remote.StatAsync("b", withSum: false, default)).Name);
    }

    [Fact]
    public async Task What_was_refused_is_not()
    {
        Remember(null, new PeerProtocolException(ProtocolError.Refused, "no"));
        RetryingRemote remote = Open(retries: 5);
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
        RetryingRemote remote = Open(retries: 5);
        await remote.StatAsync("a", withSum: false, default);

        await Assert.ThrowsAsync<LocalFileException>(() => remote.StatAsync("b", withSum: false, default));
    }

    [Fact]
    public async Task Sooner_or_later_it_is_given_up()
    {
        Remember(null, new IOException("one"), new IOException("two"), new IOException("three"));
        RetryingRemote remote = Open(retries: 2);
        await remote.StatAsync("a", withSum: false, default);

        IOException last = await Assert.ThrowsAsync<IOException>(() => remote.StatAsync("b", withSum: false, default));

        Assert.Equal("three", last.Message);
    }

    private void Remember(params Exception?[] outcomes) => Array.ForEach(outcomes, _outcomes.Enqueue);

    private RetryingRemote Open(int retries)
    {
        CommandContext command = _host.CreateContext();
        var context = new RemoteContext
        {
            Sockets = command.Network.Sockets,
            Streams = command.Network.Streams,
            Time = command.Time,
            Stop = command.Stop,
            Say = command.Console.Say,
            AskTrust = command.Network.TrustPrompt.Ask,
        };
        return new RetryingRemote(context, () => new FakeRemote(this), new RemoteOptions { Retries = retries });
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }

    private sealed class FakeRemote : IRemoteFiles
    {
        private readonly RetryingRemoteTests _test;

        public FakeRemote(RetryingRemoteTests test)
        {
            _test = test;
            test._opened++;
        }

        public bool KeepsTimes => true;

        public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop) =>
            _test._outcomes.Dequeue() is { } failure
                ? Task.FromException<RemoteFile>(failure)
                : Task.FromResult(new RemoteFile(name, FileKind.File, 0, null));

        public Task<RemoteFetch> FetchAsync(
            string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<RemoteFetch> FetchAsync(
            string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<RemoteStore> StoreAsync(
            string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken stop) => throw new NotSupportedException();

        public Task CreateDirectoryAsync(string name, CancellationToken stop) => throw new NotSupportedException();

        public Task RemoveDirectoryAsync(string name, CancellationToken stop) => throw new NotSupportedException();

        public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
