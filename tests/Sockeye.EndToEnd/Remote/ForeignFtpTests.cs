using Sockeye.EndToEnd.Ftp;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Remote;

/// <summary>Our commands and the FTP servers of others.</summary>
public sealed class ForeignFtpTests
{
    private static readonly byte[] Content = Payload.Of(300_000);

    [Theory]
    [InlineData(Peer.Vsftpd), InlineData(Peer.Proftpd)] // without and with MLSD
    public async Task Tree_goes_there_and_back_and_is_then_alike(string program)
    {
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(program);
        server.Folder.AddDirectory("tree");
        server.Folder.AddDirectory("tree/a b");
        server.Folder.AddFile("tree/a b/-ü.bin", Content);
        string there = FormattableString.Invariant($"ftp://127.0.0.1:{server.Port}/pub");

        await RunAsync("sync", server.Folder.At("tree"), there);
        await RunAsync("sync", there, server.Folder.At("copy"));
        ProcessResult again = await RunAsync("sync", server.Folder.At("tree"), there);
        ProcessResult back = await RunAsync("sync", "--delete", there, server.Folder.At("copy"));

        Payload.AssertEqual(Content, File.ReadAllBytes(server.Folder.At("copy/a b/-ü.bin")));
        Assert.All([again, back], result =>
            Assert.StartsWith("0 copied (0 bytes), 1 alike", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Peer.Vsftpd), InlineData(Peer.Proftpd)]
    public async Task Nothing_is_removed_because_of_a_directory_that_is_not_there(string program)
    {
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(program);
        server.Folder.AddDirectory("mine");
        string mine = server.Folder.AddFile("mine/f", Content);

        ProcessResult refused = await SockeyeProcess.RunAsync(
            "sync", "--delete", FormattableString.Invariant($"ftp://127.0.0.1:{server.Port}/pub/typo"), server.Folder.At("mine"));

        refused.AssertExit(3);
        Assert.True(File.Exists(mine));
    }

    private static async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        ProcessResult result = await SockeyeProcess.RunAsync(arguments);
        result.AssertExit(0);
        return result;
    }
}
