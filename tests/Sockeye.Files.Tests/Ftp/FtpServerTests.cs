using Sockeye.Files.Access;
using Sockeye.Files.Ftp;
using Sockeye.Files.Storage;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Ftp;

public sealed class FtpServerTests
{
    [Theory]
    [InlineData("TYPE I", "RETR f", "a\nb\n")]
    [InlineData("TYPE A", "RETR f", "a\r\nb\r\n")]
    [InlineData("REST 2", "RETR f", "b\n")]
    [InlineData("REST 4", "RETR f", "")]
    [InlineData("RANG 1 2", "RETR f", "\nb")]
    [InlineData("NOOP", "NLST", "d\r\nf\r\n")]
    [InlineData("NOOP", "NLST d", "d/x\r\n")]
    [InlineData("NOOP", "NLST -CF d/", "d/x\r\n")]
    [InlineData("NOOP", "NLST d/x", "d/x\r\n")]
    [InlineData("NOOP", "NLST *", "d\r\nf\r\n")]
    [InlineData("NOOP", "NLST /d/?", "/d/x\r\n")]
    [InlineData("OPTS MLST type;size;", "MLSD d", "type=file;size=1; x\r\n")]
    [InlineData("OPTS MLST perm;", "MLSD", "perm=elcmdfp; d\r\nperm=rawdf; f\r\n")]
    public async Task What_a_command_sends(string before, string command, string content)
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        Assert.Matches("^[23]", await client.SayAsync(before));

        Assert.Equal(content, await client.FetchAsync(command));
    }

    [Theory]
    [InlineData("SIZE f", "213 4"), InlineData("SIZE d", "550 "), InlineData("SIZE no", "550 ")]
    [InlineData("MDTM f", "213 2026"), InlineData("MDTM d", "550 "), InlineData("MDTM /", "550 ")]
    [InlineData("MLST f", "250 The facts:|type=file;size=4;"), InlineData("CWD d", "250 \"/d\"")]
    [InlineData("CWD f", "550 "), InlineData("CWD ../..", "250 \"/\"")]
    [InlineData("MKD n", "257 \"/n\""), InlineData("MKD d", "550 "), InlineData("RMD d", "550 ")]
    [InlineData("RMD no", "550 "), InlineData("DELE f", "250 "), InlineData("DELE d", "550 ")]
    [InlineData("DELE /", "550 "), InlineData("RNFR f", "350 "), InlineData("RNFR no", "550 ")]
    [InlineData("MFMT 20200101000000 f", "213 Modify=20200101000000; /f")]
    [InlineData("STAT d", "213 The listing:|-rw-r--r--")]
    [InlineData("HASH f", "213 SHA-256 0-3 …"), InlineData("DELE a\\b", "553 "), InlineData("STAT no", "550 ")]
    [InlineData("ALLO 5", "200 "), InlineData("ALLO five", "501 ")]
    public async Task Commands_that_touch_files(string line, string reply)
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        string expected = line == "HASH f"
            ? $"213 SHA-256 0-3 {Protocols.Wire.Sha256Sum.Of("a\nb\n"u8)} f"
            : reply;

        Assert.StartsWith(expected, await client.SayAsync(line));
    }

    [Theory]
    [InlineData("ALLO 6", "abcde", "426 "), InlineData("ALLO 5", "abcde", "226 "), InlineData("ALLO 4", "abcde", "226 ")]
    public async Task Less_than_was_announced_is_not_published(string announced, string content, string reply)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync("TYPE I");
        await client.SayAsync(announced);

        Assert.StartsWith(reply, await client.StoreAsync("STOR n", content));

        Assert.Equal(reply == "226 ", File.Exists(server.Directory.At("n")));
        Assert.Equal("213 5", await client.SayAsync("SIZE n")); // published, or kept
        Assert.StartsWith("226 ", await client.StoreAsync("STOR n", "x")); // it was for one transfer
    }

    [Fact]
    public async Task The_sum_of_a_cut_upload_is_told_to_whoever_may_go_on_with_it()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync("TYPE I");
        await client.SayAsync("ALLO 6");
        await client.StoreAsync("STOR n", "abcde");

        Assert.Equal($"213 SHA-256 0-4 {Protocols.Wire.Sha256Sum.Of("abcde"u8)} n", await client.SayAsync("HASH n"));
        await client.SayAsync("RANG 0 1");
        Assert.Equal($"213 SHA-256 0-1 {Protocols.Wire.Sha256Sum.Of("ab"u8)} n", await client.SayAsync("HASH n"));
    }

    [Theory]
    [InlineData("REST 1", "get f 3"), InlineData("RANG 1 2", "part f 2"), InlineData("RANG 1 3", "get f 3")]
    public async Task What_ends_before_the_file_does_is_logged_as_a_part(string before, string logged)
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync(before);

        await client.FetchAsync("RETR f");

        Assert.Equal($"anonymous {logged} ok", await server.NextAccessAsync());
    }

    [Fact]
    public async Task A_file_is_stored_and_logged()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();

        Assert.StartsWith("226", await client.StoreAsync("STOR new", "content"));

        Assert.Equal("content", server.TextOf("new"));
        Assert.Equal("anonymous put new 7 ok", await server.NextAccessAsync());
    }

    [Theory]
    [InlineData("TYPE I", "x\r\ny\r\n"), InlineData("TYPE A", "x\ny\n")]
    public async Task Text_is_translated_and_bytes_are_not(string type, string stored)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync(type);

        await client.StoreAsync("STOR t", "x\r\ny\r\n");

        Assert.Equal(stored, server.TextOf("t"));
    }

    [Theory]
    [InlineData("REST 2", "STOR f", "a\nNEW")]
    [InlineData("NOOP", "APPE f", "a\nb\nNEW")]
    [InlineData("NOOP", "APPE new", "NEW")]
    public async Task What_is_there_can_be_continued(string before, string command, string whole)
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync(before);

        Assert.StartsWith("226", await client.StoreAsync(command, "NEW"));

        Assert.Equal(whole, server.TextOf(command.Split(' ')[1]));
    }

    [Fact]
    public async Task An_offset_behind_the_end_is_refused()
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();

        await client.SayAsync("REST 5");
        Assert.StartsWith("554", await client.StoreAsync("STOR f", "NEW"));
        await client.SayAsync("REST 5");
        await client.OpenDataAsync();
        Assert.StartsWith("550", await client.SayAsync("RETR no"));
        Assert.Equal("a\nb\n", server.TextOf("f"));
    }

    [Fact]
    public async Task An_upload_that_was_cut_is_not_there_but_goes_on()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();

        await client.CutAsync("STOR f", "half");
        Assert.Equal("", await client.FetchAsync("NLST"));
        Assert.Equal("213 4", await client.SayAsync("SIZE f"));
        await client.SayAsync("REST 4");
        Assert.StartsWith("226", await client.StoreAsync("STOR f", " and half"));

        Assert.Equal("half and half", server.TextOf("f"));
    }

    [Fact]
    public async Task APPE_goes_on_with_an_upload_that_was_cut()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();

        await client.CutAsync("APPE f", "half");
        Assert.StartsWith("226", await client.StoreAsync("APPE f", " and half"));

        Assert.Equal("half and half", server.TextOf("f"));
    }

    [Theory, InlineData("NOOP", "APPE f"), InlineData("REST 2", "STOR f")]
    public async Task Copy_of_what_is_there_is_made_for_who_sends_something_and_never_kept(string before, string command)
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync(before);
        StreamConnection data = await client.OpenDataAsync();
        Assert.StartsWith("150", await client.SayAsync(command));

        await client.SayAsync("NOOP"); // a turn of the server's loop
        Assert.Equal(0, UploadBytes(server));
        await data.SendAsync("more");
        await client.WaitUntilMovedAsync(4);
        Assert.InRange(UploadBytes(server), 2, 8);
        data.Abort(EndReason.Cancelled);
        Assert.StartsWith("426", await client.ReadAsync());
        await server.NextAccessAsync();

        Assert.Empty(Uploads(server));
    }

    [Fact]
    public async Task A_cut_upload_leaves_the_old_file_as_it_was()
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();

        await client.CutAsync("STOR f", "other");

        Assert.Equal("a\nb\n", server.TextOf("f"));
        Assert.Equal("213 4", await client.SayAsync("SIZE f"));
        Assert.Equal("anonymous put f 5 cut-off", await server.NextAccessAsync());
    }

    [Fact]
    public async Task A_client_that_goes_away_publishes_nothing()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        await client.SayAsync("STOR f");
        await data.SendAsync("half");
        await client.WaitUntilMovedAsync("half".Length);

        await client.Connection.CompleteOutputAsync();

        Assert.Equal("anonymous put f 4 cut-off", await server.NextAccessAsync());
        Assert.DoesNotContain("f", server.Directory.Names());
    }

    [Fact]
    public async Task A_client_that_says_goodbye_lets_its_transfer_end()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        await client.SayAsync("STOR f");
        await client.Connection.SendAsync("QUIT\r\n");
        await client.Connection.CompleteOutputAsync();
        await data.SendAsync("whole");
        await data.CompleteOutputAsync();

        Assert.StartsWith("226", await client.ReadAsync());
        Assert.StartsWith("221", await client.ReadAsync());
        Assert.Equal("whole", server.TextOf("f"));
    }

    [Fact]
    public async Task ABOR_breaks_a_transfer_off_and_the_session_goes_on()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        await client.SayAsync("STOR f");
        await data.SendAsync("half");

        Assert.StartsWith("426", await client.SayAsync("ABOR"));
        Assert.StartsWith("226", await client.ReadAsync());
        Assert.StartsWith("257", await client.SayAsync("PWD"));
    }

    [Theory, InlineData("I"), InlineData("A")]
    public async Task A_file_that_shrinks_while_it_is_sent_is_cut_off_and_may_be_asked_for_again(string type)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        string path = server.Directory.At("f");
        await File.WriteAllBytesAsync(path, new byte[4_000_000]); // more than the network holds
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync($"TYPE {type}");
        StreamConnection data = await client.OpenDataAsync();
        Assert.StartsWith("150", await client.SayAsync("RETR f"));
        await data.ReadTextAsync(1);
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(1_000_000);

        await Assert.ThrowsAnyAsync<IOException>(() => data.ReadToEndAsync());

        Assert.StartsWith("451", await client.ReadAsync());
        Assert.EndsWith(" cut-off", await server.NextAccessAsync());
    }

    [Fact]
    public async Task Commands_of_one_packet_are_answered_in_order()
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();

        await client.Connection.SendAsync("RETR f\r\nPWD\r\nNOOP\r\n");

        Assert.StartsWith("150", await client.ReadAsync());
        Assert.Equal("a\nb\n", await data.ReadTextToEndAsync());
        Assert.StartsWith("226", await client.ReadAsync());
        Assert.StartsWith("257", await client.ReadAsync());
        Assert.StartsWith("200", await client.ReadAsync());
    }

    [Fact]
    public async Task STOU_finds_a_name()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();

        string begun = await client.SayAsync("STOU");
        await data.SendAsync("x");
        await data.CompleteOutputAsync();
        await client.ReadAsync();

        Assert.StartsWith("150 FILE: /unnamed.", begun);
        Assert.Equal("x", server.TextOf(begun["150 FILE: /".Length..]));
    }

    [Fact]
    public async Task A_file_that_is_too_long_is_refused()
    {
        await using FtpFixture server = await FtpFixture.StartAsync(limits: new FileRootOptions { MaxUploadBytes = 5 });
        FtpTypist client = await server.LogInAsync();

        Assert.StartsWith("226", await client.StoreAsync("STOR five", "12345"));
        Assert.StartsWith("552", await client.StoreAsync("STOR six", "123456"));
        Assert.Equal(["five"], server.Directory.Names().Where(name => !name.StartsWith('.')));
    }

    [Fact]
    public async Task Names_are_changed_and_replace_others()
    {
        await using FtpFixture server = await FilledAsync();
        FtpTypist client = await server.LogInAsync();

        Assert.StartsWith("350", await client.SayAsync("RNFR f"));
        Assert.StartsWith("250", await client.SayAsync("RNTO d/x"));

        Assert.Equal("a\nb\n", server.TextOf("d/x"));
    }

    [Theory]
    [InlineData("STOR new", "550"), InlineData("APPE f", "550"), InlineData("DELE f", "550")]
    [InlineData("MKD x", "550"), InlineData("RNFR f", "350")]
    public async Task Who_may_only_read_changes_nothing(string line, string reply)
    {
        await using FtpFixture server = await FilledAsync(accounts: Accounts.Anyone(Rights.Read | Rights.List));
        FtpTypist client = await server.LogInAsync();
        await client.OpenDataAsync();

        Assert.StartsWith(reply, await client.SayAsync(line));
        Assert.Equal(["d", "d/x", "f"], server.Directory.Names());
    }

    [Fact]
    public async Task Who_may_only_write_goes_on_with_what_was_cut_and_sees_nothing()
    {
        await using FtpFixture server = await FilledAsync(accounts: Accounts.Anyone(Rights.Write));
        FtpTypist client = await server.LogInAsync();

        await client.CutAsync("STOR new", "half");
        Assert.Equal("213 4", await client.SayAsync("SIZE new"));
        Assert.StartsWith("226", await client.StoreAsync("APPE new", " and half"));

        Assert.Equal("half and half", server.TextOf("new"));
        await client.OpenDataAsync();
        Assert.StartsWith("550", await client.SayAsync("APPE f"));
        Assert.StartsWith("550", await client.SayAsync("SIZE f"));
    }

    internal static async Task<FtpFixture> FilledAsync(FtpOptions? options = null, Accounts? accounts = null)
    {
        FtpFixture server = await FtpFixture.StartAsync(options, accounts);
        server.Directory.AddFile("f", "a\nb\n"u8);
        server.Directory.AddDirectory("d");
        server.Directory.AddFile("d/x", "x"u8);
        return server;
    }

    private static long UploadBytes(FtpFixture server) => Uploads(server).Sum(file => file.Length);

    private static IEnumerable<FileInfo> Uploads(FtpFixture server) =>
        new DirectoryInfo(server.Directory.Path).EnumerateFiles(".sockeye-upload-*");
}
