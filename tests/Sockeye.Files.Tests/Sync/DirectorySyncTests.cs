using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Files.Sync;
using Sockeye.Files.Tests.Sfp;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Sync;

public sealed class DirectorySyncTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationTokenSource _cancel = new();

    public void Dispose()
    {
        _directory.Dispose();
        _cancel.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Given_up_it_makes_no_other_directory()
    {
        await using FilesServer server = await FilesServer.StartAsync(path: _directory.AddDirectory("from"));
        _directory.AddDirectory("from/a");
        _directory.AddDirectory("from/b");
        string local = _directory.AddDirectory("to");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SyncAsync(server, local));

        Assert.Single(Directory.GetFileSystemEntries(local));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Given_up_it_removes_nothing_else()
    {
        await using FilesServer server = await FilesServer.StartAsync(path: _directory.AddDirectory("from"));
        _directory.AddDirectory("from/d");
        string local = _directory.AddDirectory("to");
        _directory.AddDirectory("to/d"); // what is alike is not reported
        _directory.AddFile("to/x", "x"u8);
        _directory.AddFile("to/y", "y"u8);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SyncAsync(server, local));

        Assert.Equal(2, Directory.GetFileSystemEntries(local).Length);
    }

    private Task<SyncSummary> SyncAsync(FilesServer server, string local) => new DirectorySync(
        new RemoteServer(
            new RemoteContext { Streams = server.Network, Time = new ManualClock() },
            RemoteUrl.Parse("tcp://server:55/", out _)!, new RemoteOptions()),
        local, isUpload: false, new SyncOptions { Deletes = true },
        new CancelAtFirst(_cancel)).RunAsync(_cancel.Token);

    /// <summary>Gives up when the first step is done.</summary>
    private sealed class CancelAtFirst(CancellationTokenSource source) : ISyncObserver
    {
        public void OnPlanned(int files, long bytes)
        {
        }

        public ITransferWatch? OnCopying(string path) => null;

        public void OnReport(SyncReport report) => source.Cancel();

        public void OnNote(string note)
        {
        }
    }
}
