using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>Clients of others with our server.</summary>
public sealed class FtpClientsTests
{
    private static readonly byte[] Content = Payload.Of(3_000_000);

    [Theory]
    [InlineData(), InlineData("--disable-epsv"), InlineData("-P", "-"), InlineData("-P", "-", "--disable-eprt")]
    public async Task Curl_fetches_and_stores(params string[] way)
    {
        await using FtpServer server = await FtpServer.StartAsync();
        File.WriteAllBytes(server.Local("f"), Content);

        await FtpServer.RunAsync(
            Peer.Curl, ["-sS", .. way, "-T", server.Local("f"), server.Url("dir/f"), "--ftp-create-dirs"]);
        await FtpServer.RunAsync(Peer.Curl, ["-sS", .. way, "-o", server.Local("g"), server.Url("dir/f")]);

        server.AssertServed("dir/f", Content);
        server.AssertLocal("g", Content);
    }

    [Fact]
    public async Task Curl_goes_on_both_ways()
    {
        await using FtpServer server = await FtpServer.StartAsync();
        File.WriteAllBytes(server.Local("f"), Content);
        File.WriteAllBytes(server.Served("f"), Content[..1_000_000]);
        File.WriteAllBytes(server.Local("g"), Content[..2_000_000]);

        await FtpServer.RunAsync(Peer.Curl, "-sS", "-C", "-", "-T", server.Local("f"), server.Url("f"));
        await FtpServer.RunAsync(Peer.Curl, "-sS", "-C", "-", "-o", server.Local("g"), server.Url("f"));

        server.AssertServed("f", Content);
        server.AssertLocal("g", Content);
    }

    [Fact]
    public async Task An_upload_of_a_client_that_was_killed_goes_on()
    {
        await using FtpServer server = await FtpServer.StartAsync();
        File.WriteAllBytes(server.Local("f"), Content);
        await using (RunningProcess killed = RunningProcess.Start(
            Peer.Find(Peer.Curl), "-sS", "--limit-rate", "500k", "-T", server.Local("f"), server.Url("f")))
        {
            await WaitForPartAsync(server);
        }

        Assert.False(File.Exists(server.Served("f")));
        await FtpServer.RunAsync(Peer.Curl, "-sS", "-C", "-", "-T", server.Local("f"), server.Url("f"));

        server.AssertServed("f", Content);
    }

    [Theory]
    [InlineData(), InlineData("--ftp-tls-reuse")]
    public async Task Curl_over_TLS(params string[] options)
    {
        await using FtpServer server = await FtpServer.StartAsync(["--ftp-tls", "everything", .. options]);
        File.WriteAllBytes(server.Local("f"), Content);

        await FtpServer.RunAsync(Peer.Curl, "-sSk", "--ssl-reqd", "-T", server.Local("f"), server.Url("f"));
        await FtpServer.RunAsync(Peer.Curl, "-sSk", "--ssl-reqd", "-o", server.Local("g"), server.Url("f"));

        server.AssertLocal("g", Content);
        ProcessResult plain = await RunningProcess.RunAsync(Peer.Find(Peer.Curl), "-sS", server.Url("f"));
        Assert.NotEqual(0, plain.ExitCode);
    }

    [Fact]
    public async Task Curl_over_implicit_TLS()
    {
        await using FtpServer server = await FtpServer.StartAsync("ftp@tls://127.0.0.1:0", []);
        File.WriteAllBytes(server.Served("f"), Content);

        await FtpServer.RunAsync(Peer.Curl, "-sSk", "-o", server.Local("g"), $"ftps://127.0.0.1:{server.Port}/f");

        server.AssertLocal("g", Content);
    }

    [Fact]
    public async Task Wget_fetches_a_tree()
    {
        await using FtpServer server = await FtpServer.StartAsync();
        Directory.CreateDirectory(server.Served("a/b"));
        File.WriteAllBytes(server.Served("a/b/f"), Content);

        await FtpServer.RunAsync(Peer.Wget, "-q", "-r", "-nH", "-P", server.Local(""), server.Url());

        server.AssertLocal("a/b/f", Content);
    }

    [Theory]
    [InlineData("none", "no"), InlineData("everything", "yes")]
    public async Task Lftp_mirrors_both_ways_with_times(string tls, string force)
    {
        await using FtpServer server = await FtpServer.StartAsync(
            tls == "none" ? [] : ["--ftp-tls", tls, "--ftp-tls-reuse"]);
        Directory.CreateDirectory(server.Local("up/sub"));
        File.WriteAllBytes(server.Local("up/sub/sp ace é"), Content);
        var time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(server.Local("up/sub/sp ace é"), time);

        await FtpServer.RunAsync(
            Peer.Lftp, "-c", // a URL on the command line is gone to beside the settings
            $"set ssl:verify-certificate no; set ftp:ssl-allow-anonymous {force}; set ftp:ssl-force {force}; "
            + $"set ftp:ssl-allow {force}; set cmd:fail-exit yes; open {server.Url()}; "
            + $"mirror -R {server.Local("up")} up; mirror up {server.Local("down")}");

        server.AssertServed("up/sub/sp ace é", Content);
        server.AssertLocal("down/sub/sp ace é", Content);
        Assert.Equal(time, File.GetLastWriteTimeUtc(server.Served("up/sub/sp ace é")));
    }

    [Theory]
    [InlineData("FTP()", "f.login()")]
    [InlineData("FTP_TLS(context=ssl._create_unverified_context())", "f.login(); f.prot_p()")]
    public async Task Python_does_everything(string client, string login)
    {
        await using FtpServer server = await FtpServer.StartAsync("--ftp-tls", "offered");
        string script = $"""
            import ftplib, io, ssl, sys
            f = ftplib.{client}
            f.connect('127.0.0.1', {server.Port}, timeout=10)
            {login}
            data = bytes(range(256)) * 4000
            f.mkd('d'); f.cwd('d'); assert f.pwd() == '/d'
            f.storbinary('STOR f', io.BytesIO(data))
            f.storbinary('APPE f', io.BytesIO(b'more'))
            b = io.BytesIO(); f.retrbinary('RETR f', b.write, rest=1000); assert b.getvalue() == data[1000:] + b'more'
            assert f.size('f') == len(data) + 4
            f.storlines('STOR t', io.BytesIO(b'x\ny\n'))
            lines = []; f.retrlines('RETR t', lines.append); assert lines == ['x', 'y']
            assert f.nlst() == ['f', 't'], f.nlst()
            assert [name for name, facts in f.mlsd() if facts['type'] == 'file'] == ['f', 't']
            f.voidcmd('TYPE I'); s = f.transfercmd('RETR f'); f.abort(); s.close(); f.voidresp()
            f.rename('t', 'u'); f.delete('u'); f.delete('f'); f.cwd('..'); f.rmd('d')
            f.quit()
            """;

        ProcessResult result = await PythonProcess.RunAsync(script);

        result.AssertExit(0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.Served("")));
    }

    [Fact]
    public async Task Tnftp_stores_renames_and_goes_on()
    {
        await using FtpServer server = await FtpServer.StartAsync();
        File.WriteAllBytes(server.Local("f"), Content);
        File.WriteAllBytes(server.Local("g"), Content[..1_000_000]);
        await using RunningProcess client = RunningProcess.Start(Peer.Find(Peer.Tnftp), "-n", "-i", "-V");

        await client.FeedAllAsync(System.Text.Encoding.UTF8.GetBytes($"""
            open 127.0.0.1 {server.Port}
            user anonymous x
            binary
            put {server.Local("f")} f
            rename f h
            reget h {server.Local("g")}
            quit

            """));

        ProcessResult result = await client.ResultAsync();
        result.AssertExit(0);
        server.AssertServed("h", Content);
        server.AssertLocal("g", Content);
    }

    private static async Task WaitForPartAsync(FtpServer server)
    {
        using var watcher = new FileSystemWatcher(server.Served("")) { EnableRaisingEvents = true };
        while (!new DirectoryInfo(server.Served("")).EnumerateFiles().Any(file => file.Length > 100_000))
            await Task.Run(() => watcher.WaitForChanged(WatcherChangeTypes.All, TimeSpan.FromMilliseconds(50)));
    }
}
