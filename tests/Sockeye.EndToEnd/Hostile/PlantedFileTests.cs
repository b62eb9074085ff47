using Sockeye.EndToEnd.Files;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// What another user has put under the names that root's command is going to write, in a directory like <c>/tmp</c>.
/// </summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class PlantedFileTests
{
    private const string Nobody = "65534";
    private static readonly byte[] Content = Payload.Of(300_000);

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("get", "1777"), InlineData("sync", "1777"), InlineData("get", "775")]
    public async Task File_is_replaced_by_one_of_ours(string command, string mode)
    {
        await using FileServer files = await StartAsync(mode, "echo evil > data.bin; chmod 777 data.bin");

        ProcessResult got = command == "get"
            ? await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", files.Local("data.bin"))
            : await SockeyeProcess.RunAsync("sync", files.Url(""), files.Folder.At("client"));

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
        Assert.Equal("0:0 644", Traits(files));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("--jobs=1"), InlineData("--checksum")]
    public async Task File_that_looks_alike_is_replaced_by_one_of_ours(string option)
    {
        await using FileServer files = await StartAsync("1777", "cp -p ../root/data.bin .; chmod 777 data.bin");

        ProcessResult synced = await SockeyeProcess.RunAsync(
            "sync", files.Url(""), files.Folder.At("client"), option);
        ProcessResult again = await SockeyeProcess.RunAsync("sync", files.Url(""), files.Folder.At("client"), option);

        synced.AssertExit(0);
        Assert.Equal("0:0 644", Traits(files));
        Assert.Contains("0 copied (0 bytes), 1 alike", again.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_we_may_not_replace_is_refused_before_anything_is_fetched()
    {
        await using FileServer files = await StartAsync("1777", "echo before > data.bin; chmod 666 data.bin");
        Command.Run("chmod", "755", files.Folder.Path);
        Command.Run("chown", "12345", files.Local("data.bin"));
        string[] words =
        [
            .. Unprivileged.Words,
            .. SockeyeProcess.CommandLine("get", files.Url("data.bin"), "-o", files.Local("data.bin")),
        ];

        ProcessResult got = await RunningProcess.RunAsync("env", ["HOME=/", .. words]);

        got.AssertExit(1);
        Assert.EndsWith(
            "data.bin belongs to another user, who alone may replace it: give another name\n", got.Error,
            StringComparison.Ordinal);
        Assert.Equal(["client/data.bin"], files.Folder.Names().Where(name => name.StartsWith("client/", StringComparison.Ordinal)));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_stays_its_owners_where_nobody_else_may_write()
    {
        await using FileServer files = await StartAsync("755", "echo before > data.bin; chmod 640 data.bin");

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
        Assert.Equal($"{Nobody}:{Nobody} 640", Traits(files));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("1777"), InlineData("755")]
    public async Task Link_is_not_followed(string mode)
    {
        await using FileServer files = await StartAsync(mode, "echo ours > ../secret; ln -s ../secret data.bin");

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(1);
        Assert.Equal(
            $"sockeye: cannot get {files.Url("data.bin")}: {files.Local("data.bin")} leads through a link of another "
            + "user, which is not followed: remove that, or give another name\n",
            got.Error);
        Assert.Equal("ours\n", File.ReadAllText(files.Folder.At("secret")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Link_of_the_owner_of_the_directory_is_followed()
    {
        await using FileServer files = await StartAsync("755", "ln -s real data.bin; chown 65534 .");

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(0);
        files.AssertLocal("real", Content);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fifo_is_not_written_to_nor_waited_for()
    {
        await using FileServer files = await StartAsync("1777", "mkfifo data.bin");

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(1);
        Assert.Contains(
            "data.bin belongs to another user, where others may write, and is not written to: "
            + "remove it, or give another name", got.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("echo evil > data.bin.part"), InlineData("mkfifo data.bin.part"), InlineData("mkdir data.bin.part")]
    [InlineData("ln -s ../secret data.bin.part"), InlineData("ln -s x data.bin.part; ln -s y data.bin.1.part")]
    public async Task Part_of_any_kind_is_left_alone(string script)
    {
        await using FileServer files = await StartAsync("1777", script);
        string[] before = files.Folder.Names();

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
        Assert.Equal(before.Append("client/data.bin").Order(StringComparer.Ordinal), files.Folder.Names());
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("--access-log"), InlineData("--trace-file")]
    public async Task Fifo_is_no_log_of_ours(string option)
    {
        await using FileServer files = await StartAsync("1777", "mkfifo log");

        ProcessResult served = await SockeyeProcess.RunAsync(
            "serve", "http@tcp://127.0.0.1:0", "--root", files.Folder.At("root"), option, files.Local("log"));

        served.AssertExit(1);
        Assert.Contains("it is a FIFO of another user", served.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Upload_over_it_is_a_file_of_the_servers()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        await using FileServer files = await FileServer.StartAsync("--writable");
        files.Folder.Run("cd root; chmod 1777 .; echo evil > data.bin; chmod 777 data.bin; chown 65534:65534 data.bin");
        File.WriteAllBytes(files.Local("data.bin"), Content);

        ProcessResult put = await SockeyeProcess.RunAsync("put", files.Local("data.bin"), files.Url("data.bin"));

        put.AssertExit(0);
        files.AssertServed("data.bin", Content);
        Assert.Equal("0:0 644", Command.Run("stat", "-c", "%u:%g %a", files.Served("data.bin")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("true > users; chmod 666 users", "belongs to another user")]
    [InlineData("echo 'eve - /=rwld' > users", "belongs to another user")]
    [InlineData("mkfifo users", "is not a regular file")]
    public async Task Users_file_is_neither_added_to_nor_believed(string script, string flaw)
    {
        await using FileServer files = await StartAsync("1777", script);
        string users = files.Local("users");

        ProcessResult added = await SockeyeProcess.RunAsync("user", "add", users, "anonymous");
        ProcessResult served = await SockeyeProcess.RunAsync(
            "serve", "http@tcp://127.0.0.1:0", "--root", files.Folder.At("root"), "--users", users);

        added.AssertExit(1);
        served.AssertExit(1);
        Assert.All([added, served], result => Assert.Contains(
            $"{users} {flaw}: it is not used; remove it, or make it yours alone (chown, chmod go-w)", result.Error,
            StringComparison.Ordinal));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Users_file_that_others_may_write_is_not_believed()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.Run("cd client; echo 'anonymous - /=r' > users; chmod 666 users");

        ProcessResult served = await SockeyeProcess.RunAsync(
            "serve", "http@tcp://127.0.0.1:0", "--root", files.Folder.At("root"), "--users", files.Local("users"));

        served.AssertExit(1);
        Assert.EndsWith(
            "users may be written by others: it is not used; remove it, or make it yours alone (chown, chmod go-w)\n",
            served.Error, StringComparison.Ordinal);
    }

    // The script runs as root in the client's directory; what it makes there is nobody's then.
    private static async Task<FileServer> StartAsync(string mode, string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        files.Folder.Run($"cd client; chmod {mode} .; {script}; chown -h {Nobody}:{Nobody} *");
        return files;
    }

    private static string Traits(FileServer files) =>
        Command.Run("stat", "-c", "%u:%g %a", files.Local("data.bin"));
}
