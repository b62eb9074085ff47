using System.Net;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// The disk of the folder has 2 MiB, and is the server's alone: each protocol says that it is full, publishes nothing
/// and goes on.
/// </summary>
public sealed class FullDiskTests
{
    private const string Mount = "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"";

    private static readonly byte[] TooLarge = Payload.Of(6_000_000);

    [Theory]
    [InlineData("files", "full"), InlineData("http", "507")]
    [InlineData("ftp", "452|552"), InlineData("tftp", "TFTP error 3")]
    public async Task A_put_is_refused_and_publishes_nothing(string protocol, string said)
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string large = folder.AddFile("large", TooLarge);
        string small = folder.AddFile("small", "small"u8);
        await using SharingServer server = await StartAsync(folder, root, protocol);
        string seen = $"/proc/{server.Process.Id}/root{root}"; // the mount is in its namespace only

        ProcessResult refused = await PutAsync(large, server.Url(protocol, "large"));

        refused.AssertExit(3);
        Assert.Matches(said, refused.Error);
        await server.LoggedAsync(".* put \"large\" .* full .*");
        Assert.DoesNotContain("large", Directory.EnumerateFiles(seen).Select(path => Path.GetFileName(path)));
        ProcessResult taken = await PutAsync(small, server.Url(protocol, "small"));
        Assert.True(taken.ExitCode == 0, $"{taken}\n{server.Process.Describe()}");
        Assert.Equal("small", await File.ReadAllTextAsync(Path.Combine(seen, "small")));
    }

    [Fact]
    public async Task A_put_that_does_not_say_how_long_it_is_is_refused_as_well()
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        await using SharingServer server = await StartAsync(folder, root, "http");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, server.Url("http", "large"))
        {
            Content = new StreamContent(new MemoryStream(TooLarge)),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        using HttpResponseMessage taken = await client.PutAsync(server.Url("http", "small"), new StringContent("small"));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task A_client_of_TFTP_that_does_not_say_how_long_it_is_is_told_and_logged_as_well()
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string large = folder.AddFile("large", TooLarge);
        await using SharingServer server = await StartAsync(folder, root, "tftp");

        ProcessResult refused = await RunningProcess.RunAsync(
            Peer.Find(Peer.Curl), "--silent", "--show-error", "--tftp-no-options", "-T", large, server.Url("tftp", "large"));

        Assert.NotEqual(0, refused.ExitCode);
        await server.LoggedAsync(".* put \"large\" .* full .*");
    }

    private static Task<SharingServer> StartAsync(TemporaryDirectory folder, string root, string protocol)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a tmpfs");
        string[] mounted = [Peer.Find(Peer.Unshare), "--mount", "--propagation", "private", "sh", "-c", Mount, root];
        return SharingServer.StartAsync(mounted, folder, [protocol], "--writable");
    }

    private static Task<ProcessResult> PutAsync(string file, string url) =>
        SockeyeProcess.RunAsync("put", file, url, "--retries", "0");
}
