using System.Net;
using System.Net.Sockets;
using System.Text;
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

        using HttpResponseMessage answer = await client.SendAsync(
            Chunked(server.Url("http", "large"), new MemoryStream(TooLarge)));

        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        using HttpResponseMessage taken = await client.PutAsync(server.Url("http", "small"), new StringContent("small"));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task A_small_put_that_does_not_say_how_long_it_is_may_have_the_reserve()
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        await using SharingServer server = await StartAsync(folder, root, "http");
        using var client = new HttpClient();
        using var most = new ByteArrayContent(new byte[2_031_616]); // a twentieth of 2 MiB is more than what is left
        using HttpResponseMessage filled = await client.PutAsync(server.Url("http", "most"), most);
        Assert.Equal(HttpStatusCode.Created, filled.StatusCode);

        using HttpResponseMessage answer = await client.SendAsync(
            Chunked(server.Url("http", "small"), new MemoryStream("small"u8.ToArray())));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Several_puts_that_do_not_say_how_long_they_are_share_one_reserve()
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        await using SharingServer server = await StartAsync(folder, root, "http");
        string seen = $"/proc/{server.Process.Id}/root{root}";
        using Socket one = await BeginPutAsync(server, "one", length: 1_050_001);
        await SendAsync(one, 1, seen);
        using Socket two = await BeginPutAsync(server, "two", length: 1_000_000);
        await SendAsync(two, 1_000_000, seen);

        await one.SendAsync(new byte[1_050_000]); // the disk would hold it, but for the reserve

        Assert.StartsWith("HTTP/1.1 507 ", await AnswerAsync(one), StringComparison.Ordinal);
        await two.SendAsync("\r\n0\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 201 ", await AnswerAsync(two), StringComparison.Ordinal);
    }

    [Theory, InlineData("--append", ""), InlineData("--continue-at", "6000000")]
    public async Task Copy_of_what_is_there_has_no_room_either_and_nothing_of_it_stays(string option, string argument)
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string more = folder.AddFile("more", [.. TooLarge, .. "more"u8]);
        string small = folder.AddFile("small", new byte[1_900_000]);
        await using SharingServer server = await StartAsync(folder, root, "ftp");
        string seen = $"/proc/{server.Process.Id}/root{root}";
        using (FileStream sparse = File.Create(Path.Combine(seen, "sparse")))
            sparse.SetLength(6_000_000);
        string[] how = [option, .. argument.Length > 0 ? [argument] : Array.Empty<string>()];

        ProcessResult refused = await RunningProcess.RunAsync(
            Peer.Find(Peer.Curl), ["--silent", "--show-error", .. how, "-T", more, server.Url("ftp", "sparse")]);

        Assert.NotEqual(0, refused.ExitCode);
        await server.LoggedAsync(".* put \"sparse\" .* full .*");
        Assert.Equal(["sparse"], Directory.EnumerateFiles(seen).Select(path => Path.GetFileName(path)));
        ProcessResult taken = await PutAsync(small, server.Url("ftp", "small"));
        Assert.True(taken.ExitCode == 0, $"{taken}\n{server.Process.Describe()}");
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

    private static async Task<Socket> BeginPutAsync(SharingServer server, string name, int length)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.AddressOf("http"));
        string head = $"PUT /{name} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));
        return socket;
    }

    // Until it is in the folder, whatever it is called there.
    private static async Task SendAsync(Socket socket, int length, string folder)
    {
        long before = BytesIn(folder);
        await socket.SendAsync(new byte[length]);
        using var watch = new CancellationTokenSource(SafetyNet.Time);
        while (BytesIn(folder) < before + length)
        {
            watch.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<string> AnswerAsync(Socket socket)
    {
        byte[] answer = new byte[4096];
        int length = await socket.ReceiveAsync(answer);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    private static long BytesIn(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    private static HttpRequestMessage Chunked(string url, Stream content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StreamContent(content) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;
        return request;
    }

    private static Task<ProcessResult> PutAsync(string file, string url) =>
        SockeyeProcess.RunAsync("put", file, url, "--retries", "0");
}
