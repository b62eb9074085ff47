using System.Net;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>A log that cannot be written, or that nobody reads, changes no answer and holds nobody up.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class UnwritableLogTests
{
    private const string Full = "/dev/full";

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Answers_tell_what_was_done_when_the_log_is_full()
    {
        using TemporaryDirectory folder = Folder();
        await using RunningProcess server = Serve(folder, "--writable", "--access-log", Full);
        using HttpClient client = await ClientAsync(server);

        using HttpResponseMessage put = await client.PutAsync("new", new StringContent("new"));
        using HttpResponseMessage got = await client.GetAsync("small");
        using HttpResponseMessage deleted = await client.DeleteAsync("gone");

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent),
            (put.StatusCode, got.StatusCode, deleted.StatusCode));
        Assert.Equal("new", File.ReadAllText(folder.At("root/new")));
        Assert.False(File.Exists(folder.At("root/gone")));
        await server.ErrorAsync(
            $"warning: {Full}: lines of the log are lost from now on: cannot write {Full}: No space left on device\n");
        server.Signal(Signal.Terminate);
        Assert.Equal(0, (await server.ResultAsync()).ExitCode);
        Assert.Single(Regex.Matches(server.Error.Text, "warning:"));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("2>/dev/full"), InlineData("2>&-"), InlineData(">/dev/full 2>&1")]
    public async Task Server_whose_messages_cannot_be_written_serves(string redirection)
    {
        using TemporaryDirectory folder = Folder();
        string socket = folder.At("files.sock");
        await using RunningProcess server = Redirected(
            redirection, "serve", $"files@unix:{socket}", "--root", folder.At("root"));
        await VirtualTime.UntilAsync(() => File.Exists(socket));

        ProcessResult got = await SockeyeProcess.RunAsync("get", $"unix:{socket}:/small", "-o", folder.At("copy"));

        Assert.True(got.ExitCode == 0, got.Error);
        Assert.Equal("remember", File.ReadAllText(folder.At("copy")));
        server.Signal(Signal.Terminate);
        Assert.Equal(0, (await server.ResultAsync()).ExitCode);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(2, "serve", "--no-such-option"), InlineData(2, "nothing")]
    [InlineData(3, "get", "tcp://127.0.0.1:1/x", "-o", "-")]
    public async Task Exit_code_is_right_when_the_error_cannot_be_told(int exitCode, params string[] words)
    {
        await using RunningProcess command = Redirected("2>/dev/full", words);
        command.EndInput();

        Assert.Equal(exitCode, (await command.ResultAsync()).ExitCode);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Log_that_nobody_reads_holds_nobody_up()
    {
        using TemporaryDirectory folder = Folder();
        await using RunningProcess server = RunningProcess.Start(
            SockeyeProcess.StartInfo(
                "serve", "http@tcp://127.0.0.1:0", "--root", folder.At("root"), "--access-log", "-", "--json"),
            holdsOutput: true);
        using HttpClient client = await ClientAsync(server);

        for (int i = 0; i < 1000; i++) // some 200 bytes each: more than a pipe holds (pipe(7): 64 KiB)
            Assert.Equal("remember", await client.GetStringAsync("small"));

        server.Signal(Signal.Terminate);
        Assert.Equal(0, await server.ExitAsync());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Log_may_be_rotated_and_shared()
    {
        using TemporaryDirectory folder = Folder();
        string log = folder.At("log");
        await using RunningProcess one = Serve(folder, "--access-log", log);
        await using RunningProcess other = Serve(folder, "--access-log", log);
        using HttpClient toOne = await ClientAsync(one);
        using HttpClient toOther = await ClientAsync(other);

        await toOne.GetStringAsync("small");
        await toOther.GetStringAsync("small");
        await LinesAsync(log, 2);
        File.Move(log, log + ".1");
        await toOne.GetStringAsync("small");
        await toOther.GetStringAsync("small");
        await LinesAsync(log, 2);
        File.WriteAllText(log, ""); // as copytruncate of logrotate(8) does
        await toOne.GetStringAsync("small");
        await LinesAsync(log, 1);

        Assert.Equal(2, File.ReadAllLines(log + ".1").Length);
        Assert.DoesNotContain('\0', File.ReadAllText(log));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Log_is_opened_again_at_SIGUSR1_and_nobody_is_killed_by_it()
    {
        using TemporaryDirectory folder = Folder();
        string log = folder.At("log");
        await using RunningProcess server = Serve(folder, "--access-log", log);
        await using RunningProcess without = Serve(folder);
        using HttpClient client = await ClientAsync(server);
        using HttpClient other = await ClientAsync(without);
        await client.GetStringAsync("small");
        await LinesAsync(log, 1);

        File.Move(log, log + ".1");
        server.Signal(Signal.User1);
        await VirtualTime.UntilAsync(() => File.Exists(log)); // without anything to write
        without.Signal(Signal.User1);
        await client.GetStringAsync("small");
        await other.GetStringAsync("small");
        await LinesAsync(log, 1);

        Assert.Single(File.ReadAllLines(log + ".1"));
        server.Signal(Signal.Terminate);
        without.Signal(Signal.Terminate);
        Assert.Equal((0, 0), (await server.ExitAsync(), await without.ExitAsync()));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("fifo")] // nobody reads it
    [InlineData("file", "mkfifo next; mv -f next log")] // it has become one
    [InlineData("file", "mkfifo next; mv -f next log", true)]
    public async Task Log_that_is_a_fifo_holds_nobody_up(string kind, string meanwhile = "true", bool reopens = false)
    {
        using TemporaryDirectory folder = Folder();
        string log = folder.At("log");
        folder.Run(kind == "fifo" ? "mkfifo log" : "true");
        await using RunningProcess server = Serve(folder, "--access-log", log, "--json");
        using HttpClient client = await ClientAsync(server);
        await client.GetStringAsync("small");

        folder.Run(meanwhile);
        if (reopens)
            server.Signal(Signal.User1);
        for (int i = 0; i < 1000; i++) // some 200 bytes each: more than a pipe holds (pipe(7): 64 KiB)
            Assert.Equal("remember", await client.GetStringAsync("small"));

        await server.ErrorAsync(
            $"warning: {log}: lines of the log are lost from now on: cannot write {log}: nobody reads it\n");
        for (int i = 0; i < 100; i++)
            Assert.Equal("remember", await client.GetStringAsync("small"));
        server.Signal(Signal.Terminate);
        Assert.Equal(0, (await server.ResultAsync()).ExitCode);
        Assert.Single(Regex.Matches(server.Error.Text, "warning:"));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Log_that_cannot_be_renamed_keeps_its_limit_and_says_so_once()
    {
        using TemporaryDirectory folder = Folder();
        string log = folder.At("log");
        folder.AddDirectory("log.1");
        await using RunningProcess server = Serve(folder, "--access-log", log, "--access-log-limit", "65536", "--json");
        using HttpClient client = await ClientAsync(server);

        for (int i = 0; i < 1000; i++)
            await client.GetStringAsync("small");

        await server.ErrorAsync($"lines of the log are lost from now on: cannot rename {log} to {log}.1");
        server.Signal(Signal.Terminate);
        Assert.Equal(0, (await server.ResultAsync()).ExitCode);
        Assert.Single(Regex.Matches(server.Error.Text, "warning:"));
        Assert.InRange(new FileInfo(log).Length, 32 * 1024, 65536);
    }

    private static TemporaryDirectory Folder()
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/small", "remember"u8);
        folder.AddFile("root/gone", "gone"u8);
        return folder;
    }

    private static RunningProcess Serve(TemporaryDirectory folder, params string[] options) => SockeyeProcess.Start(
        ["serve", "http@tcp://127.0.0.1:0", "--root", folder.At("root"), .. options]);

    private static async Task<HttpClient> ClientAsync(RunningProcess server)
    {
        Match listening = await server.ErrorAsync("listening on tcp://(\\S+)\n");
        return new HttpClient { BaseAddress = new Uri($"http://{listening.Groups[1].Value}/") };
    }

    private static RunningProcess Redirected(string redirection, params string[] words) => RunningProcess.Start(
        "/bin/sh", ["-c", $"exec \"$@\" {redirection}", "sh", .. SockeyeProcess.CommandLine(words)]);

    private static Task LinesAsync(string path, int count) =>
        VirtualTime.UntilAsync(() => File.Exists(path) && File.ReadAllLines(path).Length >= count);
}
