using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Remote;

/// <summary>Our client and a web server that knows nothing of us.</summary>
public sealed class NginxTests
{
    private static readonly byte[] Content = Payload.Of(2_000_000);

    [Fact]
    public async Task Get_fetches_and_says_that_nobody_vouches_for_it()
    {
        await using NginxServer nginx = await NginxServer.StartAsync();
        nginx.Folder.AddFile("root/a ü.bin", Content);

        ProcessResult got = await SockeyeProcess.RunAsync("get", nginx.Url("a%20%C3%BC.bin"), "-o", nginx.Local("got"));

        Assert.Contains("not verified: the server tells no SHA-256", got.Output, StringComparison.Ordinal);
        Payload.AssertEqual(Content, File.ReadAllBytes(nginx.Local("got")));
    }

    [Fact]
    public async Task Part_of_an_unknown_version_is_not_gone_on_with()
    {
        await using NginxServer nginx = await NginxServer.StartAsync();
        nginx.Folder.AddFile("root/data.bin", Content);
        nginx.Folder.AddFile("client/got.part", new byte[500_000]);

        ProcessResult got = await SockeyeProcess.RunAsync("get", nginx.Url("data.bin"), "-o", nginx.Local("got"));

        Assert.DoesNotContain("resumed", got.Output, StringComparison.Ordinal);
        Payload.AssertEqual(Content, File.ReadAllBytes(nginx.Local("got")));
    }

    [Fact]
    public async Task Part_of_the_same_version_is_gone_on_with()
    {
        await using NginxServer nginx = await NginxServer.StartAsync();
        nginx.Folder.AddFile("root/data.bin", Content);
        await using RunningProcess slow = SockeyeProcess.Start(
            "get", nginx.Url("data.bin"), "-o", nginx.Local("got"), "--rate", "500K");
        while (new FileInfo(nginx.Local("got.part")) is not { Exists: true, Length: > 100_000 })
            Assert.False(await slow.ExitsWithinAsync(TimeSpan.FromMilliseconds(20)), slow.Describe());
        slow.Signal(Signal.Kill);
        await slow.ExitAsync();

        ProcessResult got = await SockeyeProcess.RunAsync("get", nginx.Url("data.bin"), "-o", nginx.Local("got"));

        Assert.Contains("resumed at", got.Output, StringComparison.Ordinal);
        Payload.AssertEqual(Content, File.ReadAllBytes(nginx.Local("got")));
    }

    [Fact]
    public async Task Listing_and_sync_go_by_its_json()
    {
        await using NginxServer nginx = await NginxServer.StartAsync();
        nginx.Folder.AddDirectory("root/sub");
        nginx.Folder.AddFile("root/sub/a.bin", Content);
        nginx.Folder.AddFile("root/b", "b"u8);

        ProcessResult listed = await SockeyeProcess.RunAsync("ls", "-R", "--json", nginx.Url(""));
        ProcessResult synced = await SockeyeProcess.RunAsync("sync", nginx.Url(""), nginx.Local("copy"));
        ProcessResult again = await SockeyeProcess.RunAsync("sync", nginx.Url(""), nginx.Local("copy"), "--json");

        Assert.Equal(3, listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        synced.AssertExit(0);
        Payload.AssertEqual(Content, File.ReadAllBytes(nginx.Local("copy/sub/a.bin")));
        Assert.Contains("\"copied\":0,\"bytes\":0,\"equal\":2", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "404 Not Found"), InlineData("sub", "it is a directory")]
    public async Task Refusal_is_told_and_not_tried_again(string name, string told)
    {
        await using NginxServer nginx = await NginxServer.StartAsync();
        nginx.Folder.AddDirectory("root/sub");

        ProcessResult refused = await SockeyeProcess.RunAsync("get", nginx.Url(name), "-o", nginx.Local(""));

        refused.AssertExit(3);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("trying again", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(nginx.Local("")));
    }
}
