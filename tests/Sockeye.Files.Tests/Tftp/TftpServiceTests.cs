using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Files.Tftp;
using Sockeye.Protocols;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Tftp;

/// <summary>Server and client together, on the memory network.</summary>
public sealed class TftpServiceTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(0, false), InlineData(1, false), InlineData(1_428, false), InlineData(1_000_000, false)]
    [InlineData(0, true), InlineData(1, true), InlineData(1_428, true), InlineData(1_000_000, true)]
    public void Client_gets_the_file(int size, bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("file.bin", size);

        Assert.Equal(content, await tftp.GetAsync("file.bin"));
    });

    [Theory]
    [InlineData(0, false), InlineData(1_427, false), InlineData(1_000_000, false), InlineData(1_000_000, true)]
    public void Put_file_is_published_before_the_client_is_done(int size, bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true, sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("mine.bin", size);

        TftpTransfer transfer = await tftp.PutAsync("mine.bin", "theirs.bin");

        Assert.Equal(size, transfer.Bytes);
        Assert.Equal(content, await File.ReadAllBytesAsync(tftp.Files.PathOf("theirs.bin")));
    });

    [Fact]
    public void Netascii_text_comes_back_as_it_was() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line\nwith \r in it\r\n\n", 500)));
        await File.WriteAllBytesAsync(tftp.Files.PathOf("mine.txt"), text);

        await tftp.PutAsync("mine.txt", "theirs.txt", TftpMode.Netascii);

        Assert.Equal(text, await tftp.GetAsync("theirs.txt", TftpMode.Netascii));
    });

    [Fact]
    public void Missing_file_is_refused_with_the_text_of_the_rfc() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.GetAsync("nothing"));

        Assert.Equal(ProtocolError.Refused, refusal.Error);
        Assert.Equal("udp://server:69 answered: File not found. (TFTP error 1)", refusal.Message);
    });

    [Fact]
    public void Read_only_server_takes_no_file() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: false);
        tftp.Files.Add("mine", 10);

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.PutAsync("mine", "theirs"));

        Assert.Contains("TFTP error 2", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(tftp.Files.PathOf("theirs")));
    });

    [Fact]
    public void Upload_that_cannot_be_published_fails_at_the_client_too() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true);
        tftp.Files.Add("mine", 3_000_000);
        Task put = tftp.PutAsync(
            "mine", "theirs", progress: new Callback(_ => Directory.CreateDirectory(tftp.Files.PathOf("theirs"))));

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => put);

        Assert.Contains("TFTP error 2", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(tftp.Files.PathOf("theirs")));
    });

    [Theory]
    [InlineData(1_000, true), InlineData(1_001, false)]
    public void Upload_is_taken_up_to_the_limit_of_the_root(int size, bool isTaken) => _time.Run(async () =>
    {
        var files = new TempTftpFiles(new FileRootOptions { MaxUploadBytes = 1_000 });
        await using TftpFixture tftp = TftpFixture.Start(isWritable: true, files: files);
        files.Add("mine", size);

        Exception? failure = await Record.ExceptionAsync(() => tftp.PutAsync("mine", "theirs"));

        Assert.Equal(isTaken, failure is null);
        Assert.Equal(isTaken, File.Exists(files.PathOf("theirs")));
    });

    [Fact]
    public async Task Upload_that_is_refused_is_gone_before_the_client_is_told()
    {
        using var files = new TempTftpFiles(new FileRootOptions { MaxUploadBytes = 4 });
        var log = new List<AccessRecord>();
        var folder = new SharedFolder(
            files.Root, Accounts.Anyone(Rights.All), new Transfers(TimeProvider.System, log.Add));
        var service = new TftpService(folder, new TftpServiceOptions());
        var client = new IPEndPoint(IPAddress.Loopback, 1);
        var said = new ArrayBufferWriter<byte>();
        await using IDatagramExchange exchange = service.Begin("\0\x02theirs\0octet\0"u8, client, said)!;
        IDatagramMachine machine = await exchange.OpenAsync(default);
        Assert.True(machine.TryTakeOutgoing(said, default, out _));
        Assert.Equal("\0\x04\0\0"u8, said.WrittenSpan);
        Assert.NotEmpty(Directory.GetFiles(files.PathOf("")));
        said.ResetWrittenCount();

        machine.OnDatagram("\0\x03\0\x01hello"u8, client, default);
        await exchange.AdvanceAsync(default);

        Assert.True(machine.TryTakeOutgoing(said, default, out _));
        Assert.Equal("\0\x05\0\x03"u8, said.WrittenSpan[..4]);
        Assert.Empty(Directory.GetFiles(files.PathOf("")));
        await exchange.DisposeAsync();
        Assert.Equal("too-large", Assert.Single(log).Result);
    }

    [Theory]
    [InlineData("../secret", 2), InlineData("/missing", 1), InlineData("a/../b", 2)]
    public void Name_that_leaves_the_root_is_refused(string name, int error) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();

        var refusal = await Assert.ThrowsAsync<PeerProtocolException>(() => tftp.GetAsync(name));

        Assert.Contains($"TFTP error {error}", refusal.Message, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Many_clients_are_served_at_once(bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => tftp.Files.Add($"file{i}", 100_000 + i))];

        byte[][] copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tftp.GetAsync($"file{i}")));

        Assert.Equal(contents, copies);
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Server_ends_by_itself_after_its_count(bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(new ServeMode(10, 2), sharesPort: sharesPort);
        byte[] content = tftp.Files.Add("file", 5_000);

        Assert.Equal(content, await tftp.GetAsync("file"));
        Assert.Equal(content, await tftp.GetAsync("file"));

        Assert.Equal(ServeOutcome.Drained, await tftp.Running);
        Assert.Equal([EndReason.Completed, EndReason.Completed], tftp.Served.Select(served => served.Reason));
        Assert.All(tftp.Served, served => Assert.InRange(served.BytesSent, 5_000, 5_100));
    });

    [Fact]
    public void Client_without_a_server_times_out_after_its_tries() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();
        Task<byte[]> get = tftp.GetAsync("file", server: Endpoint.Udp("nobody", 69));

        await Assert.ThrowsAsync<TimeoutException>(() => VirtualTime.PassAsync(tftp.Clock, get));

        Assert.Equal(TimeSpan.FromSeconds(31), tftp.Clock.Elapsed);
    });

    [Fact]
    public void Progress_ends_with_the_whole_file_and_cancelling_ends_the_wait() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();
        tftp.Files.Add("file", 50_000);
        var progress = new LastValue();
        using SafeFileHandle copy = tftp.Files.Create("copy");
        await tftp.Client.GetAsync(TftpFixture.ServerEndpoint, "file", copy, progress: progress);
        Assert.Equal(new TransferPosition(50_000, 50_000), progress.Value);

        using var cancel = new CancellationTokenSource();
        Task waiting = tftp.Client.GetAsync(Endpoint.Udp("nobody", 69), "file", copy, cancel: cancel.Token);
        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    });

    private sealed class Callback(Action<TransferPosition> onReport) : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value) => onReport(value);
    }

    private sealed class LastValue : IProgress<TransferPosition>
    {
        public TransferPosition Value { get; private set; }

        public void Report(TransferPosition value) => Value = value;
    }
}
