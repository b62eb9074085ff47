using System.Text;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Tftp;

/// <summary>Our <c>get</c> and <c>put</c> with the servers that people have.</summary>
public sealed class TftpClientTests
{
    private static readonly byte[] Content = Payload.Of(400_000);

    /// <summary>Server and our options.</summary>
    public static TheoryData<string, string[]> Servers => new()
    {
        { Peer.Atftpd, [] },
        { Peer.Atftpd, ["--blksize", "512", "--windowsize", "1"] },
        { Peer.Atftpd, ["--blksize", "8192", "--windowsize", "16"] },
        { Peer.InTftpd, [] },
        { Peer.InTftpd, ["--blksize", "512", "--windowsize", "1"] },
        { Peer.InTftpd, ["--blksize", "8192", "--windowsize", "16"] },
    };

    [Theory, MemberData(nameof(Servers))]
    public async Task A_file_is_fetched_from_a_foreign_server(string program, string[] options)
    {
        await using ForeignTftpServer server = await ForeignTftpServer.StartAsync(program);
        server.Folder.AddFile("root/data.bin", Content);

        ProcessResult got = await SockeyeProcess.RunAsync(
            ["get", server.Url("data.bin"), "-o", server.Folder.At("got"), .. options]);

        got.AssertExit(0);
        Payload.AssertEqual(Content, await File.ReadAllBytesAsync(server.Folder.At("got")));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_file_is_stored_on_a_foreign_server(string program, string[] options)
    {
        await using ForeignTftpServer server = await ForeignTftpServer.StartAsync(program);
        string local = server.Folder.AddFile("data.bin", Content);

        ProcessResult put = await SockeyeProcess.RunAsync(["put", local, server.Url("put"), .. options]);

        put.AssertExit(0);
        Payload.AssertEqual(Content, await File.ReadAllBytesAsync(server.Folder.At("root/put")));
    }

    [Fact] // atftpd refuses blocks of 8 bytes
    public async Task A_file_of_more_blocks_than_there_are_numbers_arrives()
    {
        await using ForeignTftpServer server = await ForeignTftpServer.StartAsync(Peer.InTftpd);
        byte[] content = Payload.Of((8 * 66_000) + 3);
        server.Folder.AddFile("root/data.bin", content);

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", server.Url("data.bin"), "-o", server.Folder.At("got"), "--blksize", "8");

        got.AssertExit(0);
        Payload.AssertEqual(content, await File.ReadAllBytesAsync(server.Folder.At("got")));
    }

    [Fact]
    public async Task Text_goes_both_ways_in_netascii()
    {
        await using ForeignTftpServer server = await ForeignTftpServer.StartAsync(Peer.InTftpd);
        byte[] text = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\r with a return\n")));
        server.Folder.AddFile("root/text", text);

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", server.Url("text"), "-o", server.Folder.At("got"), "--netascii");
        ProcessResult put = await SockeyeProcess.RunAsync(
            "put", server.Folder.At("root/text"), server.Url("put"), "--netascii");

        Assert.Equal((0, 0), (got.ExitCode, put.ExitCode));
        Payload.AssertEqual(text, await File.ReadAllBytesAsync(server.Folder.At("got")));
        Payload.AssertEqual(text, await File.ReadAllBytesAsync(server.Folder.At("root/put")));
    }

    [Theory, InlineData(Peer.Atftpd), InlineData(Peer.InTftpd)]
    public async Task A_missing_file_is_exit_code_3_one_line_and_no_file(string program)
    {
        await using ForeignTftpServer server = await ForeignTftpServer.StartAsync(program);

        ProcessResult got = await SockeyeProcess.RunAsync("get", server.Url("nowhere"), "-o", server.Folder.At("got"));

        got.AssertExit(3);
        Assert.Matches(@"^sockeye: [^\n]+TFTP error 1\)\n$", got.Error);
        Assert.Equal(["root"], server.Folder.Names());
    }
}
