using System.Globalization;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Files.Access;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Share;

/// <summary>A folder that is shared, and the clients that people have.</summary>
public sealed class ShareTests
{
    private static readonly byte[] Content = Payload.Of(1_000_000);

    [Fact]
    public async Task Each_client_has_the_file()
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content);
        Uri ftp = shared.Url("ftp", "data.bin");
        Uri tftp = shared.Url("tftp", "data.bin");

        await RunAsync(Peer.Curl, "-fsS", "-o", shared.Local("curl"), $"{shared.Url("http", "data.bin")}");
        await RunAsync(Peer.Wget, "-q", "-O", shared.Local("wget"), $"{shared.Url("http", "data.bin")}");
        await RunAsync(Peer.Curl, "-fsS", "-o", shared.Local("curl-ftp"), $"{ftp}");
        await RunAsync(Peer.Lftp, "-c", $"open -p {ftp.Port} {ftp.Host}; get data.bin -o {shared.Local("lftp")}");
        await RunAsync(Peer.Tftp, "-m", "binary", tftp.Host, Text(tftp.Port), "-c", "get", "data.bin", shared.Local("tftp"));
        foreach (string scheme in new[] { "http", "ftp", "tcp", "tftp" })
            await SockeyeAsync("get", $"{shared.Url(scheme, "data.bin")}", "-o", shared.Local("sockeye-" + scheme));

        string[] got = Directory.GetFiles(shared.Local(""));
        Assert.Equal(9, got.Length);
        Assert.All(got, file => Payload.AssertEqual(Content, File.ReadAllBytes(file)));
    }

    [Fact]
    public async Task Each_client_that_can_puts_one_back()
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--writable");
        string local = shared.Folder.AddFile("client/local.bin", Content);
        Uri ftp = shared.Url("ftp", "");
        Uri tftp = shared.Url("tftp", "");

        await RunAsync(Peer.Curl, "-fsS", "-T", local, $"{shared.Url("http", "curl")}");
        await RunAsync(Peer.Curl, "-fsS", "-T", local, $"{shared.Url("ftp", "curl-ftp")}");
        await RunAsync(Peer.Lftp, "-c", $"open -p {ftp.Port} {ftp.Host}; put {local} -o lftp");
        await RunAsync(Peer.Tftp, "-m", "binary", tftp.Host, Text(tftp.Port), "-c", "put", local, "tftp");
        foreach (string scheme in new[] { "http", "ftp", "tcp", "tftp" })
            await SockeyeAsync("put", local, $"{shared.Url(scheme, "sockeye-" + scheme)}");

        string[] names = ["curl", "curl-ftp", "lftp", "tftp", "sockeye-http", "sockeye-ftp", "sockeye-tcp", "sockeye-tftp"];
        Assert.All(names, name => Payload.AssertEqual(Content, shared.Served(name)));
    }

    [Theory]
    [InlineData("http"), InlineData("ftp"), InlineData("tcp"), InlineData("tftp")]
    public async Task Nobody_changes_what_is_not_writable(string scheme)
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content);
        string local = shared.Folder.AddFile("client/local.bin", "x"u8);

        ProcessResult refused = await SockeyeProcess.RunAsync("put", local, $"{shared.Url(scheme, "data.bin")}");

        refused.AssertExit(3);
        Payload.AssertEqual(Content, shared.Served("data.bin"));
        Assert.Equal(["data.bin"], Directory.GetFiles(shared.Folder.At("root")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task It_ends_after_as_many_downloads_as_it_was_told()
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--once", "2");

        await RunAsync(Peer.Curl, "-fsS", "-r", "0-9", "-o", shared.Local("part"), $"{shared.Url("http", "data.bin")}");
        await RunAsync(Peer.Curl, "-fsS", "-r", "0-1,5-6", "-o", shared.Local("part"), $"{shared.Url("http", "data.bin")}");
        await SockeyeAsync("get", $"{shared.Url("tcp", "data.bin")}", "-o", shared.Local("one"));
        await RunAsync(Peer.Curl, "-fsS", "-o", shared.Local("two"), $"{shared.Url("http", "data.bin")}");

        await shared.Process.AssertExitAsync(0);
    }

    [Theory]
    [InlineData("http"), InlineData("ftp"), InlineData("tcp"), InlineData("tftp")]
    public async Task Last_download_is_whole_though_nobody_is_left_to_be_asked_for_its_sum(string scheme)
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--once", "1");

        await SockeyeAsync("get", $"{shared.Url(scheme, "data.bin")}", "-o", shared.Local("got"), "--retries", "0");

        Payload.AssertEqual(Content, File.ReadAllBytes(shared.Local("got")));
        await shared.Process.AssertExitAsync(0);
    }

    [Fact]
    public async Task It_ends_after_its_time()
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--for", "500ms");

        await shared.Process.AssertExitAsync(0);
    }

    [Theory, InlineData("http"), InlineData("ftp")]
    public async Task Users_of_a_file_log_in_on_this_machine(string scheme)
    {
        using var folder = new TemporaryDirectory();
        string users = folder.AddFile("users", Encoding.UTF8.GetBytes($"anonymous - /=l\nada {PasswordHash.Create("right")} /=r\n"));
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--users", users);

        await RunAsync("curl", "-sf", "-u", "ada:right", "-o", shared.Local("got"), $"{shared.Url(scheme, "data.bin")}");

        Payload.AssertEqual(Content, File.ReadAllBytes(shared.Local("got")));
    }

    [Fact]
    public async Task Second_share_takes_other_ports()
    {
        await using SharedByCommand first = await SharedByCommand.StartAsync(Content);
        await using SharedByCommand second = await SharedByCommand.StartAsync(Content);

        Assert.NotEqual(first.Url("http", ""), second.Url("http", ""));
        await SockeyeAsync("get", $"{second.Url("http", "data.bin")}", "-o", second.Local("got"));
        Assert.Contains($" is in use: {second.Url("http", "").Port} instead\n", second.Process.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_is_asked_for_is_taken_or_told_to_be_in_use()
    {
        int port = FreePort.Tcp();
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--port", Text(port));

        ProcessResult taken = await SockeyeProcess.RunAsync("share", shared.Folder.At("root"), "--http-port", Text(port));

        Assert.Equal(port, shared.Url("http", "").Port);
        taken.AssertExit(1);
        Assert.Contains($"127.0.0.1:{port}", taken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_reads_and_who_knows_the_password_writes()
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--access", "read=open,write=login");
        string local = shared.Folder.AddFile("client/local.bin", "x"u8);
        string password = System.Text.RegularExpressions.Regex.Match(shared.Process.Error.Text, "password ([a-z2-9]{16}) ").Groups[1].Value;

        await RunAsync(Peer.Curl, "-fsS", "-o", shared.Local("got"), $"{shared.Url("http", "data.bin")}");
        ProcessResult refused = await RunningProcess.RunAsync(Peer.Curl, "-fsS", "-T", local, $"{shared.Url("http", "new")}");
        await RunAsync(Peer.Curl, "-fsS", "-u", $"share:{password}", "-T", local, $"{shared.Url("http", "new")}");
        await RunAsync(Peer.Curl, "-fsS", "-u", $"share:{password}", "-T", local, $"{shared.Url("ftp", "by-ftp")}");

        refused.AssertExit(22); // curl's for an answer of 400 and more
        Assert.Equal("x", System.Text.Encoding.UTF8.GetString(shared.Served("new")));
        Assert.Equal("x", System.Text.Encoding.UTF8.GetString(shared.Served("by-ftp")));
    }

    [Fact]
    public async Task Files_and_folders_are_shared_side_by_side_and_hidden_names_are_not()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("sub");
        string file = folder.AddFile("a.txt", "a"u8);
        folder.AddFile("sub/b.txt", "b"u8);
        folder.AddFile("sub/.secret", "s"u8);
        folder.AddFile("beside", "s"u8);
        await using RunningProcess share = SockeyeProcess.Start("share", file, folder.At("sub"), "--only", "http", "--port", "0");
        string url = (await share.OutputAsync(@"http://\S+\n")).Value.Trim();

        ProcessResult listed = await RunningProcess.RunAsync(Peer.Curl, "-fsS", url + "?json&recursive");

        Assert.Contains("b.txt", listed.Output, StringComparison.Ordinal);
        Assert.Contains("a.txt", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("beside", listed.Output, StringComparison.Ordinal);
        Assert.Contains("not shared: 1 hidden (--hidden shares them)", share.Error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ftp", share.Output.Text, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string peer, params string[] arguments)
    {
        ProcessResult result = await RunningProcess.RunAsync(Peer.Find(peer), arguments);
        result.AssertExit(0);
    }

    private static async Task SockeyeAsync(params string[] arguments)
    {
        ProcessResult result = await SockeyeProcess.RunAsync(arguments);
        result.AssertExit(0);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
