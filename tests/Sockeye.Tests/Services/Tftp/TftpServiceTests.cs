using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols;
using Sockeye.Protocols.Tftp;
using Sockeye.Services.Tftp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Tests.Services.Tftp;

/// <summary>Server and client together, on the memory network.</summary>
public sealed class TftpServiceTests
{
    [Theory]
    [InlineData(0, false), InlineData(1, false), InlineData(1_428, false), InlineData(1_000_000, false)]
    [InlineData(0, true), InlineData(1, true), InlineData(1_428, true), InlineData(1_000_000, true)]
    public async Task Client_gets_the_file(int size, bool sharesPort)
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("file.bin", size);

        Assert.Equal(content, await tftp.GetAsync("file.bin"));
    }

    [Theory]
    [InlineData(0, false), InlineData(1_427, false), InlineData(1_000_000, false), InlineData(1_000_000, true)]
    public async Task Put_file_is_published_before_the_client_is_done(int size, bool sharesPort)
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true, sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("mine.bin", size);

        TftpTransfer transfer = await tftp.PutAsync("mine.bin", "theirs.bin");

        Assert.Equal(size, transfer.Bytes);
        Assert.Equal(content, await File.ReadAllBytesAsync(tftp.Files.PathOf("theirs.bin")));
    }

    [Fact]
    public async Task Netascii_text_comes_back_as_it_was()
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line\nwith \r in it\r\n\n", 500)));
        await File.WriteAllBytesAsync(tftp.Files.PathOf("mine.txt"), text);

        await tftp.PutAsync("mine.txt", "theirs.txt", TftpMode.Netascii);

        Assert.Equal(text, await tftp.GetAsync("theirs.txt", TftpMode.Netascii));
    }

    [Fact]
    public async Task Missing_file_is_refused_with_the_text_of_the_rfc()
    {
        await using TftpFixture tftp = TftpFixture.Start();

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.GetAsync("nothing"));

        Assert.Equal(ProtocolError.Refused, refusal.Error);
        Assert.Equal("udp://server:69 answered: File not found. (TFTP error 1)", refusal.Message);
    }

    [Fact]
    public async Task Read_only_server_takes_no_file()
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: false);
        tftp.Files.Add("mine", 10);

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.PutAsync("mine", "theirs"));

        Assert.Contains("TFTP error 2", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(tftp.Files.PathOf("theirs")));
    }

    [Fact]
    public async Task Upload_that_cannot_be_published_fails_at_the_client_too()
    {
        var files = new TempTftpFiles { PublishError = TftpErrorCode.DiskFull };
        files.Add("mine", 10_000);
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true, files: files);

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.PutAsync("mine", "theirs"));

        Assert.Contains("TFTP error 3", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(tftp.Files.PathOf("theirs")));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Many_clients_are_served_at_once(bool sharesPort)
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => tftp.Files.Add($"file{i}", 100_000 + i))];

        byte[][] copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tftp.GetAsync($"file{i}")));

        Assert.Equal(contents, copies);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Server_ends_by_itself_after_its_count(bool sharesPort)
    {
        await using TftpFixture tftp = TftpFixture.Start(new ServeMode(10, 2), sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("file", 5_000);

        Assert.Equal(content, await tftp.GetAsync("file"));
        Assert.Equal(content, await tftp.GetAsync("file"));

        Assert.Equal(ServeOutcome.Drained, await tftp.Running);
        Assert.Equal([EndReason.Completed, EndReason.Completed], tftp.Served.Select(served => served.Reason));
        Assert.All(tftp.Served, served => Assert.InRange(served.BytesSent, 5_000, 5_100));
    }

    [Fact]
    public async Task Client_without_a_server_times_out_after_its_tries()
    {
        await using TftpFixture tftp = TftpFixture.Start();
        Task<byte[]> get = tftp.GetAsync("file", server: Endpoint.Udp("nobody", 69));

        await Assert.ThrowsAsync<TimeoutException>(() => Sockeye.Testing.VirtualTime.RunAsync(tftp.Clock, get));

        Assert.InRange(tftp.Clock.Elapsed.TotalSeconds, 31, 40);
    }

    [Fact]
    public async Task Progress_ends_with_the_whole_file_and_cancelling_ends_the_wait()
    {
        await using TftpFixture tftp = TftpFixture.Start();
        tftp.Files.Add("file", 50_000);
        var progress = new LastValue();
        using SafeFileHandle copy = tftp.Files.Create("copy");
        await tftp.Client.GetAsync(TftpFixture.ServerEndpoint, "file", copy, progress: progress);
        Assert.Equal(50_000, progress.Value);

        using var cancel = new CancellationTokenSource();
        Task waiting = tftp.Client.GetAsync(Endpoint.Udp("nobody", 69), "file", copy, cancel: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private sealed class LastValue : IProgress<long>
    {
        public long Value { get; private set; }

        public void Report(long value) => Value = value;
    }
}
