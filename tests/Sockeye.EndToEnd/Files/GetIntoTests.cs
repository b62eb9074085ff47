using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Files;

/// <summary>Where <c>get -o</c> writes: what is no file, what cannot be replaced, what may not be written.</summary>
public sealed class GetIntoTests
{
    private static readonly byte[] Content = Payload.Of(300_000);

    [Fact]
    public async Task A_device_is_written_to()
    {
        await using FileServer files = await StartAsync();

        ProcessResult got = await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", "/dev/null");

        got.AssertExit(0);
        Assert.StartsWith("/dev/null: 300,000 bytes", got.Output, StringComparison.Ordinal);
        Assert.Equal("character special file", Command.Run("stat", "-c", "%F", "/dev/null"));
    }

    [Theory, InlineData("/dev/stdout"), InlineData("link")]
    public async Task A_link_to_standard_output_is_standard_output(string name)
    {
        await using FileServer files = await StartAsync();
        string output = name == "link" ? files.Local(name) : name;
        if (name == "link")
            File.CreateSymbolicLink(output, "/dev/stdout");

        await using RunningProcess get = SockeyeProcess.Start("get", files.Url("data.bin"), "-o", output);
        await get.AssertExitAsync(0);

        Payload.AssertEqual(Content, get.Output.ToArray());
        Assert.Contains("(verified)", get.Error.Text, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(output).LinkTarget);
    }

    [Fact]
    public async Task A_FIFO_is_written_to()
    {
        await using FileServer files = await StartAsync();
        Command.Run("mkfifo", files.Local("fifo"));
        await using RunningProcess reader = RunningProcess.Start("cat", files.Local("fifo"));

        ProcessResult got = await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", files.Local("fifo"));

        got.AssertExit(0);
        await reader.AssertExitAsync(0);
        Payload.AssertEqual(Content, reader.Output.ToArray());
    }

    [Fact]
    public async Task A_FIFO_that_nobody_reads_does_not_keep_it_from_stopping()
    {
        await using FileServer files = await StartAsync();
        Command.Run("mkfifo", files.Local("fifo"));
        await using RunningProcess get = SockeyeProcess.Start(
            "get", files.Url("data.bin"), "-o", files.Local("fifo"), "--verbose");
        while (!await IsWaitingForReaderAsync(get))
            await Task.Yield();

        get.Signal(Signal.Interrupt);

        await get.AssertExitAsync(130);
    }

    [Fact]
    public async Task A_file_in_a_directory_that_may_not_be_written_is_written_in_place()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        await using FileServer files = await StartAsync();
        Command.Run("chmod", "755", files.Folder.Path);
        File.WriteAllBytes(files.Local("data.bin"), Payload.Of(400_000, seed: 2));
        Command.Run("chown", "65534", files.Local("data.bin"));

        ProcessResult got = await RunAsNobodyAsync(files.Url("data.bin"), files.Local("data.bin"));

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
        Assert.Equal("65534", Command.Run("stat", "-c", "%u", files.Local("data.bin")));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_not_replaced()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        await using FileServer files = await StartAsync();
        Command.Run("chmod", "755", files.Folder.Path);
        Command.Run("chown", "65534", files.Folder.At("client"));
        File.WriteAllText(files.Local("data.bin"), "mine");
        Command.Run("chmod", "644", files.Local("data.bin"));

        ProcessResult got = await RunAsNobodyAsync(files.Url("data.bin"), files.Local("data.bin"));

        got.AssertExit(1);
        Assert.EndsWith("data.bin cannot be written: Permission denied\n", got.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(files.Local("data.bin")));
    }

    [Fact]
    public async Task A_file_that_is_mounted_is_written_in_place()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a file");
        await using FileServer files = await StartAsync();
        File.WriteAllBytes(files.Local("data.bin"), Payload.Of(400_000, seed: 2));
        File.WriteAllText(files.Local("mounted"), "");
        string get = string.Join(' ', SockeyeProcess.CommandLine("get", files.Url("data.bin"), "-o", files.Local("mounted")));

        ProcessResult got = await RunningProcess.RunAsync(
            Peer.Find(Peer.Unshare), "-m", "sh", "-c",
            $"mount --bind {files.Local("data.bin")} {files.Local("mounted")} && {get}");

        got.AssertExit(0);
        files.AssertLocal("data.bin", Content);
    }

    [Theory, InlineData("get"), InlineData("sync")]
    public async Task A_part_of_another_user_is_not_gone_on_with(string command)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        await using FileServer files = await StartAsync();
        string part = files.Local("data.bin.part");
        File.WriteAllBytes(part, Content[..100_000]);
        Command.Run("chown", "65534", part);

        ProcessResult got = command == "get"
            ? await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", files.Local("data.bin"))
            : await SockeyeProcess.RunAsync("sync", files.Url(""), files.Folder.At("client"));

        got.AssertExit(0);
        Assert.Contains("data.bin.part belongs to another user: begun anew", got.Error, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
        Assert.Equal("0", Command.Run("stat", "-c", "%u", files.Local("data.bin")));
        Payload.AssertEqual(Content[..100_000], File.ReadAllBytes(part));
        Assert.Equal("65534", Command.Run("stat", "-c", "%u", part));
    }

    private static async Task<FileServer> StartAsync()
    {
        FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        return files;
    }

    // A thread of it is in the kernel's wait of a FIFO's open (fifo(7)).
    private static async Task<bool> IsWaitingForReaderAsync(RunningProcess get)
    {
        Assert.False(get.HasExited, get.Describe());
        foreach (string thread in Directory.EnumerateDirectories($"/proc/{get.Id}/task"))
        {
            try
            {
                if ((await File.ReadAllTextAsync(Path.Combine(thread, "wchan"))).Contains("wait_for_partner", StringComparison.Ordinal))
                    return true;
            }
            catch (IOException)
            {
                // the thread has ended
            }
        }

        return false;
    }

    private static async Task<ProcessResult> RunAsNobodyAsync(string url, string output)
    {
        string[] words = [.. Unprivileged.Words, .. SockeyeProcess.CommandLine("get", url, "-o", output)];
        var start = new ProcessStartInfo(words[0], words[1..]);
        start.Environment["HOME"] = "/";
        await using RunningProcess process = RunningProcess.Start(start);
        process.EndInput();
        return await process.ResultAsync();
    }
}
