using System.Text;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Files.Tests.Sfp;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Remotes;

public sealed class SfpDownloadTests : IDisposable
{
    private const string Time = "2026-01-02T03:04:05.0000000Z";

    private readonly TemporaryDirectory _directory = new();

    private string Target => _directory.At("copy");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false, 0L), InlineData(true, 0L), InlineData(false, 1_000_000L), InlineData(true, 1_000_000L)]
    public async Task Whole_file_arrives_verified(bool closesAfterFirstAnswer, long maxSumFirstBytes)
    {
        await using FilesServer server = await FilesServer.StartAsync(new SfpOptions
        {
            ClosesAfterFirstAnswer = closesAfterFirstAnswer,
            MaxSumFirstBytes = maxSumFirstBytes,
        });
        await using var download = new SfpFetch(server.ConnectAsync);

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: true, progress: null);

        Assert.Equal(new RemoteTransfer(5, 0, Sha256Sum.Of("notes"u8), IsVerified: true), result);
        Assert.Equal(File.GetLastWriteTimeUtc(server.At("notes.txt")), File.GetLastWriteTimeUtc(Target));
        Assert.Equal(["copy"], _directory.Names());
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Interrupted_download_goes_on_from_the_part(bool closesAfterFirstAnswer)
    {
        await using FilesServer server =
            await FilesServer.StartAsync(new SfpOptions { ClosesAfterFirstAnswer = closesAfterFirstAnswer });
        await using var download = new SfpFetch(server.ConnectAsync);
        _directory.AddFile("copy.part", "not"u8);
        var progress = new LastProgress();

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: true, progress);

        Assert.Equal((3, 5, true), (result.ResumedFrom, result.Bytes, result.IsVerified));
        Assert.Equal(new TransferPosition(5, 5), progress.Value);
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(1_500_000)]
    public async Task Long_file_is_summed_while_it_arrives(int partBytes)
    {
        byte[] content = new byte[5_000_000];
        new Random(1).NextBytes(content);
        await using FilesServer server = await FilesServer.StartAsync();
        await File.WriteAllBytesAsync(server.At("big"), content);
        _directory.AddFile("copy.part", content.AsSpan(0, partBytes));
        await using var download = new SfpFetch(server.ConnectAsync);

        RemoteTransfer result = await download.ToFileAsync("big", Target, mayResume: true, progress: null);

        Assert.Equal((partBytes, Sha256Sum.Of(content), true), (result.ResumedFrom, result.Sum, result.IsVerified));
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
    }

    [Theory]
    [InlineData("nox"), InlineData("notes and more")]
    public async Task Part_of_another_file_starts_over(string part)
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using var download = new SfpFetch(server.ConnectAsync);
        _directory.AddFile("copy.part", Encoding.UTF8.GetBytes(part));

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: true, progress: null);

        Assert.Equal(0, result.ResumedFrom);
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Fact]
    public async Task Part_that_is_whole_is_only_verified()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using var download = new SfpFetch(server.ConnectAsync);
        _directory.AddFile("copy.part", "notes"u8);

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: true, progress: null);

        Assert.Equal((5, 5, true), (result.ResumedFrom, result.Bytes, result.IsVerified));
    }

    [Fact]
    public async Task Not_resuming_starts_over()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using var download = new SfpFetch(server.ConnectAsync);
        _directory.AddFile("copy.part", "not"u8);

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: false, progress: null);

        Assert.Equal(0, result.ResumedFrom);
    }

    [Fact]
    public async Task Missing_file_leaves_nothing()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using var download = new SfpFetch(server.ConnectAsync);

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(
            () => download.ToFileAsync("nowhere", Target, mayResume: true, progress: null));

        Assert.Equal(ProtocolError.Refused, refused.Error);
        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Download_that_is_given_up_keeps_the_part_and_frees_the_server()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await File.WriteAllBytesAsync(server.At("big"), new byte[4 * 1024 * 1024]);
        using var cancel = new CancellationTokenSource();
        var download = new SfpFetch(server.ConnectAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.ToFileAsync(
            "big", Target, mayResume: true, new CancelAtFirst(cancel), cancel.Token));
        await download.DisposeAsync();

        Assert.Equal(["copy.part"], _directory.Names());
        Assert.Equal(EndReason.PeerReset, await server.NextEndAsync());
    }

    [Fact]
    public async Task Wrong_sum_publishes_nothing_and_keeps_nothing()
    {
        await using FakeServer server = await FakeServer.StartAsync($"OK 5 {Time} {Sha256Sum.Of("other"u8)}\nnotes");
        await using var download = new SfpFetch(server.ConnectAsync);

        var corrupted = await Assert.ThrowsAsync<PeerProtocolException>(
            () => download.ToFileAsync("x", Target, mayResume: true, progress: null));

        Assert.Equal(ProtocolError.Corrupted, corrupted.Error);
        Assert.Empty(_directory.Names());
    }

    [Fact]
    public async Task Server_that_ends_in_mid_transfer_leaves_the_part_only()
    {
        _directory.AddFile("copy", "old"u8);
        await using FakeServer server = await FakeServer.StartAsync(closesAfterText: true, $"OK 5 {Time} -\nnot");
        await using var download = new SfpFetch(server.ConnectAsync);

        await Assert.ThrowsAnyAsync<IOException>(
            () => download.ToFileAsync("x", Target, mayResume: true, progress: null));

        Assert.Equal(["copy", "copy.part"], _directory.Names());
        Assert.Equal("not", File.ReadAllText(_directory.At("copy.part")));
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public async Task Server_in_once_mode_is_gone_before_it_can_confirm()
    {
        await using FakeServer server = await FakeServer.StartAsync(closesAfterText: true, $"OK 5 {Time} -\nnotes");
        await using var download = new SfpFetch(server.ConnectAsync);

        RemoteTransfer result = await download.ToFileAsync("x", Target, mayResume: true, progress: null);

        Assert.False(result.IsVerified);
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Fact]
    public async Task Server_in_once_mode_is_gone_before_it_can_go_on()
    {
        _directory.AddFile("copy.part", "not"u8);
        await using FakeServer server = await FakeServer.StartAsync(
            closesAfterText: true, $"IS 5 {Time} {Sha256Sum.Of("not"u8)}\n");
        await using var download = new SfpFetch(server.ConnectAsync);

        var ended = await Assert.ThrowsAsync<PeerProtocolException>(
            () => download.ToFileAsync("x", Target, mayResume: true, progress: null));

        Assert.StartsWith("the server ended after one answer", ended.Message, StringComparison.Ordinal);
        Assert.Equal(["copy.part"], _directory.Names());
    }

    [Fact]
    public async Task Stream_gets_the_bytes_verified()
    {
        await using FilesServer server = await FilesServer.StartAsync(new SfpOptions { MaxSumFirstBytes = 0 });
        await using var download = new SfpFetch(server.ConnectAsync);
        using var output = new MemoryStream();

        RemoteTransfer result = await download.ToStreamAsync("notes.txt", output, progress: null);

        Assert.True(result.IsVerified);
        Assert.Equal("notes"u8, output.ToArray());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Without_verifying_nothing_is_summed_or_asked_for()
    {
        await using FakeServer server = await FakeServer.StartAsync($"OK 5 {Time} -\nnotes"); // answers only once
        await using var download = new SfpFetch(server.ConnectAsync, verifies: false);

        RemoteTransfer result = await download.ToFileAsync("x", Target, mayResume: true, progress: null);

        Assert.Equal((5, null, false), (result.Bytes, result.Sum, result.IsVerified));
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Without_verifying_a_stream_is_not_summed_either()
    {
        await using FakeServer server = await FakeServer.StartAsync($"OK 5 {Time} -\nnotes"); // answers only once
        await using var download = new SfpFetch(server.ConnectAsync, verifies: false);
        using var output = new MemoryStream();

        RemoteTransfer result = await download.ToStreamAsync("x", output, progress: null);

        Assert.Equal((5, null, false), (result.Bytes, result.Sum, result.IsVerified));
        Assert.Equal("notes"u8, output.ToArray());
    }

    [Theory]
    [InlineData("not", 3), InlineData("nox", 0)]
    public async Task Without_verifying_only_the_beginning_of_the_same_file_is_continued(string part, int resumedFrom)
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using var download = new SfpFetch(server.ConnectAsync, verifies: false);
        _directory.AddFile("copy.part", Encoding.UTF8.GetBytes(part));

        RemoteTransfer result = await download.ToFileAsync("notes.txt", Target, mayResume: true, progress: null);

        Assert.Equal((resumedFrom, null, false), (result.ResumedFrom, result.Sum, result.IsVerified));
        Assert.Equal("notes", File.ReadAllText(Target));
    }

    [Theory]
    [InlineData("OK 2 2026-01-02T03:04:06.0000000Z -\nES"), InlineData("OK 3 2026-01-02T03:04:05.0000000Z -\nes!")]
    public async Task Without_verifying_the_parts_of_two_files_are_not_published_as_one(string rest)
    {
        _directory.AddFile("copy.part", "not"u8);
        await using FakeServer server = await FakeServer.StartAsync($"IS 5 {Time} {Sha256Sum.Of("not"u8)}\n{rest}");
        await using var download = new SfpFetch(server.ConnectAsync, verifies: false);

        var corrupted = await Assert.ThrowsAsync<PeerProtocolException>(
            () => download.ToFileAsync("x", Target, mayResume: true, progress: null));

        Assert.Equal(ProtocolError.Corrupted, corrupted.Error);
        Assert.Empty(_directory.Names());
    }

    /// <summary>Fetches from whatever the test connects to.</summary>
    private sealed class SfpFetch(Func<CancellationToken, ValueTask<StreamConnection>> connect, bool verifies = true)
        : IAsyncDisposable
    {
        private readonly SfpRemote _remote = new(
            new RemoteContext { Streams = new CalledTransport(connect), Time = new ManualClock() },
            Endpoint.Tcp("server", 55), new RemoteOptions());

        public Task<RemoteTransfer> ToFileAsync(
            string name, string target, bool mayResume, IProgress<TransferPosition>? progress,
            CancellationToken cancel = default) =>
            new Download(_remote, verifies).ToFileAsync(name, target, mayResume, progress, cancel);

        public Task<RemoteTransfer> ToStreamAsync(string name, Stream output, IProgress<TransferPosition>? progress) =>
            new Download(_remote, verifies).ToStreamAsync(name, output, progress, CancellationToken.None);

        public ValueTask DisposeAsync() => _remote.DisposeAsync();
    }

    private sealed class CancelAtFirst(CancellationTokenSource source) : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value) => source.Cancel();
    }
}
