using System.IO.Pipelines;
using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

public sealed class FilesUploadTests
{
    private static readonly Sha256Sum Sum = Sha256Sum.Of("content"u8);

    [Fact]
    public async Task Put_is_published_and_served()
    {
        await using FilesServer server = await FilesServer.StartAsync();

        string answers = await server.TalkAsync($"PUT 7 {Sum} sub/new file\ncontentGET sub/new file\n");

        string time = answers.Split(' ')[2];
        Assert.Equal($"READY\nIS 7 {time} {Sum}\nOK 7 {time} {Sum}\ncontent", answers);
    }

    [Fact]
    public async Task Empty_file_is_published()
    {
        await using FilesServer server = await FilesServer.StartAsync();

        await server.TalkAsync($"PUT 0 {Sha256Sum.Of(default)} empty\n");

        Assert.Equal(0, new FileInfo(server.At("empty")).Length);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Long_file_is_summed_while_it_arrives(bool isCorrupted)
    {
        byte[] content = new byte[5_000_000];
        new Random(1).NextBytes(content);
        Sha256Sum sum = Sha256Sum.Of(content);
        content[1_000_000] ^= isCorrupted ? (byte)1 : (byte)0;
        await using FilesServer server = await FilesServer.StartAsync();
        await using StreamConnection peer = await server.ConnectAsync();

        await peer.Output.WriteAsync(Encoding.UTF8.GetBytes($"PUT 5000000 {sum} big\n"));
        Assert.Equal("READY", await ReadLineAsync(peer));
        Task sending = SendIgnoringTheEndAsync(peer, content); // which may come while the last bytes are on their way

        Assert.StartsWith(
            isCorrupted ? "ERR checksum " : "IS 5000000 ", await ReadLineAsync(peer), StringComparison.Ordinal);
        await sending;
        Assert.Equal(!isCorrupted, File.Exists(server.At("big")));
    }

    [Fact]
    public async Task Wrong_sum_publishes_nothing_and_ends_the_connection()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        string[] before = Names(server);

        string answers = await server.TalkAsync($"PUT 7 {Sum} notes.txt\nCONTENTGET notes.txt\n");

        Assert.Equal("READY\nERR checksum the bytes do not match their SHA-256\n", answers);
        Assert.Equal(before, Names(server));
        Assert.Equal("notes", File.ReadAllText(server.At("notes.txt")));
    }

    [Fact]
    public async Task Server_that_takes_no_files_says_so_and_ends_the_connection()
    {
        await using FilesServer server = await FilesServer.StartAsync(accounts: Accounts.Anyone(Rights.ReadOnly));

        Assert.Equal(
            "ERR not-allowed this is not allowed\n", await server.TalkAsync(
                $"PUT 7 {Sum} new\ncontentGET notes.txt\n"));
    }

    [Fact]
    public async Task Length_of_exactly_the_limit_is_taken_and_one_byte_more_is_not()
    {
        await using FilesServer server = await FilesServer.StartAsync(
            limits: new FileRootOptions { MaxUploadBytes = 7 });

        Assert.StartsWith(
            "READY\nIS 7 ", await server.TalkAsync($"PUT 7 {Sum} new\ncontent"), StringComparison.Ordinal);
        Assert.Equal(
            "ERR too-large this is longer than the limit\n", await server.TalkAsync($"PUT 8 {Sum} new\ncontent!"));
    }

    [Fact]
    public async Task Length_beyond_the_disk_is_refused_before_the_bytes_are_sent()
    {
        var limits = new FileRootOptions { MaxUploadBytes = long.MaxValue };
        await using FilesServer server = await FilesServer.StartAsync(limits: limits);

        Assert.Equal("ERR full there is no room left\n", await server.TalkAsync($"PUT {long.MaxValue} {Sum} new\n"));
    }

    [Fact]
    public async Task Peer_killed_in_mid_transfer_leaves_nothing_and_the_server_goes_on()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        string[] before = Names(server);

        await using (StreamConnection peer = await server.ConnectAsync())
        {
            await peer.Output.WriteAsync(Encoding.UTF8.GetBytes($"PUT 7 {Sum} new\ncon"));
            await ReadLineAsync(peer);
            peer.Abort(EndReason.Cancelled);
        }

        Assert.Equal(EndReason.PeerReset, await server.NextEndAsync());
        Assert.Equal(before, Names(server));
        Assert.StartsWith("OK 5 ", await server.TalkAsync("GET notes.txt\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_that_ends_in_mid_transfer_leaves_nothing()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        string[] before = Names(server);

        await Assert.ThrowsAnyAsync<IOException>(() => server.TalkAsync($"PUT 7 {Sum} new\nconten"));

        await server.StopAsync();
        Assert.Equal(before, Names(server));
    }

    [Fact]
    public async Task Disk_that_fills_in_mid_transfer_is_told_and_leaves_nothing()
    {
        using var disk = SmallDisk.MountOrSkip(kibibytes: 1024);
        await using FilesServer server = await FilesServer.StartAsync(path: disk.Path);
        byte[] content = new byte[700 * 1024];
        await using StreamConnection peer = await server.ConnectAsync();
        await peer.Output.WriteAsync(Encoding.UTF8.GetBytes($"PUT {content.Length} {Sha256Sum.Of(content)} new\n"));
        Assert.Equal("READY", await ReadLineAsync(peer));

        disk.Fill(kibibytes: 600);
        Task sending = SendIgnoringTheEndAsync(peer, content);
        Assert.Equal("ERR full there is no room left", await ReadLineAsync(peer));
        await sending;

        Assert.Equal(["filler"], disk.Names());
        Assert.StartsWith("OK 614400 ", await server.TalkAsync("GET filler\n"), StringComparison.Ordinal);
    }

    private static string[] Names(FilesServer server) =>
        [.. Directory.GetFileSystemEntries(server.At("")).Order(StringComparer.Ordinal)];

    private static async Task SendIgnoringTheEndAsync(StreamConnection peer, byte[] content)
    {
        try
        {
            await peer.Output.WriteAsync(content);
        }
        catch (IOException)
        {
            // the server stopped reading, as it said
        }
    }

    private static async Task<string> ReadLineAsync(StreamConnection peer)
    {
        while (true)
        {
            ReadResult read = await peer.Input.ReadAsync();
            string text = Encoding.UTF8.GetString(read.Buffer);
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            peer.Input.AdvanceTo(
                read.Buffer.GetPosition(end + 1), end < 0 ? read.Buffer.End : read.Buffer.GetPosition(end + 1));
            if (end >= 0)
                return text[..end];
            Assert.False(read.IsCompleted, "the stream ended inside a line");
        }
    }
}
