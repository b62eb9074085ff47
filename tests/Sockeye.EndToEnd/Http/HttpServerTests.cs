using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Http;

/// <summary>Our HTTP server with the clients that people have.</summary>
public sealed class HttpServerTests
{
    private const string Wget = "wget";

    private static readonly byte[] Content = Payload.Of(3_000_000);

    /// <summary>Endpoint, and how curl is told to take what it says.</summary>
    public static TheoryData<string, string[]> Versions => new()
    {
        { "tcp://127.0.0.1:0", ["--http1.1"] },
        { "tls://127.0.0.1:0", ["--insecure", "--http1.1"] },
        { "tls://127.0.0.1:0", ["--insecure", "--http2"] },
        { "tcp://127.0.0.1:0", ["--http1.0", "-H", "Connection: keep-alive"] },
        { "tls://127.0.0.1:0", ["--insecure", "--http1.0"] }, // it offers http/1.0 only
        { "tls://127.0.0.1:0", ["--insecure", "--http1.0", "-H", "Connection: keep-alive"] },
        { "tls://127.0.0.1:0", ["--insecure", "--tlsv1.2", "--tls-max", "1.2"] },
    };

    [Theory, MemberData(nameof(Versions))]
    public async Task Curl_gets_goes_on_and_puts(string endpoint, string[] options)
    {
        await using HttpSite files = await HttpSite.StartAsync(endpoint, "--writable");
        files.Folder.AddFile("root/data.bin", Content);
        string got = files.Folder.AddFile("client/got", Content.AsSpan(0, 1_000_000));

        await CurlAsync([.. options, "-C", "-", "-o", got, files.Url("data.bin")]);
        await CurlAsync([.. options, "-T", got, files.Url("put.bin")]);

        files.AssertLocal("got", Content);
        files.AssertServed("put.bin", Content);
    }

    [Fact]
    public async Task Wget_mirrors_what_the_page_links_to()
    {
        await using HttpSite files = await HttpSite.StartAsync("tcp://127.0.0.1:0");
        files.Folder.AddDirectory("root/sub");
        files.Folder.AddFile("root/sub/a ü.txt", "one"u8);

        ProcessResult got = await RunningProcess.RunAsync(
            Peer.Find(Wget), "-q", "-r", "-l", "3", "-nH", "-P", files.Local(""), files.Url(""));

        Assert.True(got.ExitCode is 0 or 8, got.ToString()); // 8: robots.txt is not there
        Assert.Equal("one", await File.ReadAllTextAsync(files.Local("sub/a ü.txt")));
    }

    [Fact]
    public async Task Wget_goes_on_with_half_a_file()
    {
        await using HttpSite files = await HttpSite.StartAsync("tcp://127.0.0.1:0");
        files.Folder.AddFile("root/data.bin", Content);
        files.Folder.AddFile("client/data.bin", Content.AsSpan(0, 1_234_567));

        ProcessResult got = await RunningProcess.RunAsync(
            Peer.Find(Wget), "-q", "-c", "-P", files.Local(""), files.Url("data.bin"));

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
    }

    [Fact]
    public async Task Curl_sends_a_form_and_python_reads_the_zip()
    {
        await using HttpSite files = await HttpSite.StartAsync("tcp://127.0.0.1:0", "--writable");
        string local = files.Folder.AddFile("client/data.bin", Content);

        await CurlAsync(["-F", $"file=@{local}", files.Url("")]);
        await CurlAsync(["-o", files.Local("all.zip"), files.Url("?zip")]);
        ProcessResult tested = await RunningProcess.RunAsync(
            Peer.Find(Peer.Python), "-m", "zipfile", "-t", files.Local("all.zip"));

        files.AssertServed("data.bin", Content);
        tested.AssertExit(0);
        Assert.Contains("Done testing", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tar_unpacks_what_curl_streams()
    {
        await using HttpSite files = await HttpSite.StartAsync("tcp://127.0.0.1:0");
        files.Folder.AddDirectory("root/sub");
        files.Folder.AddFile("root/sub/data.bin", Content);

        await CurlAsync(["-o", files.Local("all.tar"), files.Url("?tar")]);
        ProcessResult unpacked = await RunningProcess.RunAsync(
            Peer.Find("tar"), "-xf", files.Local("all.tar"), "-C", files.Local(""));

        unpacked.AssertExit(0);
        files.AssertLocal("root/sub/data.bin", Content);
    }

    [Fact]
    public async Task Runs_over_a_unix_socket()
    {
        using var folder = new Sockeye.Testing.TemporaryDirectory();
        string root = folder.AddDirectory("root");
        folder.AddFile("root/a.txt", "hello"u8);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", $"http@unix:{folder.At("s")}", "--root", root);

        string text = await CurlAsync(["--unix-socket", folder.At("s"), "http://localhost/a.txt"]);

        Assert.Equal("hello", text);
    }

    [Fact]
    public async Task Signal_lets_a_download_end()
    {
        await using HttpSite files = await HttpSite.StartAsync("tcp://127.0.0.1:0");
        byte[] content = Payload.Of(8_000_000);
        files.Folder.AddFile("root/data.bin", content);
        await using RunningProcess curl = RunningProcess.Start(
            Peer.Find(Peer.Curl), "-s", "--limit-rate", "4M", "-o", files.Local("got"), "-v", files.Url("data.bin"));
        await curl.ErrorAsync("HTTP/1.1 200 OK");

        files.Server.Process.Signal(Signal.Terminate);

        await curl.AssertExitAsync(0);
        files.AssertLocal("got", content);
    }

    private static async Task<string> CurlAsync(string[] arguments)
    {
        ProcessResult result = await RunningProcess.RunAsync(Peer.Find(Peer.Curl), ["-sS", "--fail", .. arguments]);
        result.AssertExit(0);
        return result.Output;
    }
}
