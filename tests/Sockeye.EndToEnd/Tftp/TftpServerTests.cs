using System.Text;
using Sockeye.EndToEnd.Files;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Tftp;

/// <summary>Our TFTP server with the clients that people have.</summary>
public sealed class TftpServerTests
{
    private static readonly byte[] Content = Payload.Of(400_000);

    /// <summary>Client, its options, and the server's.</summary>
    public static TheoryData<string, string[], string[]> Clients => new()
    {
        { Peer.Curl, [], [] },
        { Peer.Curl, ["--tftp-blksize", "1428"], [] },
        { Peer.Curl, ["--tftp-no-options"], ["--single-port"] },
        { Peer.Tftp, [], [] },
        { Peer.Tftp, [], ["--single-port"] },
        { Peer.Atftp, [], [] },
        { Peer.Atftp, ["--option", "blksize 1428"], [] },
        { Peer.Atftp, ["--option", "blksize 1428", "--option", "windowsize 16"], [] },
        { Peer.Atftp, ["--option", "blksize 8192", "--option", "windowsize 8", "--option", "tsize 0"], ["--single-port"] },
    };

    [Theory, MemberData(nameof(Clients))]
    public async Task A_foreign_client_gets_a_file(string client, string[] clientOptions, string[] serverOptions)
    {
        await using FileServer files = await FileServer.StartTftpAsync(serverOptions);
        files.Folder.AddFile("root/data.bin", Content);

        ProcessResult got = await TftpClients.GetAsync(
            client, files.Server, "data.bin", files.Local("got"), clientOptions);

        got.AssertExit(0);
        files.AssertLocal("got", Content);
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task A_foreign_client_puts_a_file(string client, string[] clientOptions, string[] serverOptions)
    {
        await using FileServer files = await FileServer.StartTftpAsync(["--writable", .. serverOptions]);
        string local = files.Folder.AddFile("client/data.bin", Content);

        ProcessResult put = await TftpClients.PutAsync(client, files.Server, local, "put", clientOptions);

        put.AssertExit(0);
        files.AssertServed("put", Content);
        Assert.Single(Directory.EnumerateFileSystemEntries(files.Folder.At("root")));
    }

    [Fact]
    public async Task Text_goes_both_ways_in_netascii()
    {
        await using FileServer files = await FileServer.StartTftpAsync("--writable");
        byte[] text = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\r with a return\n")));
        files.Folder.AddFile("root/text", text);
        string local = files.Folder.AddFile("client/text", text);

        await TftpClients.GetAsync(Peer.Tftp, files.Server, "text", files.Local("got"), ["-m", "ascii"]);
        await TftpClients.PutAsync(Peer.Tftp, files.Server, local, "put", ["-m", "ascii"]);

        files.AssertLocal("got", text);
        files.AssertServed("put", text);
    }

    [Theory, InlineData(0), InlineData(512), InlineData(1024), InlineData(511)]
    public async Task Files_that_end_with_a_block_arrive_whole(int bytes)
    {
        await using FileServer files = await FileServer.StartTftpAsync();
        files.Folder.AddFile("root/data.bin", Content.AsSpan(0, bytes));

        foreach (string client in (string[])[Peer.Curl, Peer.Tftp, Peer.Atftp])
        {
            await TftpClients.GetAsync(client, files.Server, "data.bin", files.Local(client), []);
            files.AssertLocal(client, Content[..bytes]);
        }
    }

    [Theory, InlineData(Peer.Curl), InlineData(Peer.Tftp), InlineData(Peer.Atftp)]
    public async Task A_missing_file_is_told_to_the_client(string client)
    {
        await using FileServer files = await FileServer.StartTftpAsync();

        ProcessResult got = await TftpClients.GetAsync(client, files.Server, "nowhere", files.Local("got"), []);

        Assert.True(got.ExitCode != 0 || got.Output.Contains("Error code 1", StringComparison.Ordinal), got.ToString());
    }

    [Theory, InlineData(Peer.Curl), InlineData(Peer.Tftp), InlineData(Peer.Atftp)]
    public async Task A_server_that_takes_no_files_refuses(string client)
    {
        await using FileServer files = await FileServer.StartTftpAsync();
        string local = files.Folder.AddFile("client/data.bin", Content);

        ProcessResult put = await TftpClients.PutAsync(client, files.Server, local, "put", []);

        Assert.True(put.ExitCode != 0 || put.Output.Contains("Error code 2", StringComparison.Ordinal), put.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(files.Folder.At("root")));
    }
}
